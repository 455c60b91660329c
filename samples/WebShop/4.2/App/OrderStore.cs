using Dapper;
using Npgsql;

namespace WebShop;

/// <summary>The orders of 4.2.</summary>
public sealed class OrderStore(NpgsqlDataSource database) : IOrders
{
    private const string Selected =
        "SELECT o.id, c.username AS customer, o.receipt, o.total FROM orders AS o JOIN customers AS c ON c.id = o.customer_id";

    /// <inheritdoc/>
    public async Task<Order?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Order>($"{Selected} WHERE o.id = @id", new { id });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Order>> OfAsync(long customerId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<Order>($"{Selected} WHERE o.customer_id = @customerId ORDER BY o.id DESC LIMIT 10", new { customerId })).AsList();
    }

    /// <inheritdoc/>
    public async Task<Order?> PlaceAsync(Basket basket, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var id = await connection.QuerySingleOrDefaultAsync<long?>(
            """
            INSERT INTO orders (customer_id, receipt, total)
            SELECT c.id, @receipt, p.price * @quantity FROM customers AS c, products AS p WHERE c.id = @customerId AND p.id = @productId
            RETURNING id
            """,
            new { receipt = Guid.CreateVersion7().ToString("N"), quantity = basket.Quantity, customerId = basket.CustomerId, productId = basket.ProductId });
        if (id is not { } placed)
        {
            return null;
        }

        await connection.ExecuteAsync(
            "INSERT INTO order_lines (order_id, product_id, quantity) VALUES (@placed, @productId, @quantity)",
            new { placed, productId = basket.ProductId, quantity = basket.Quantity });
        var order = await connection.QuerySingleAsync<Order>($"{Selected} WHERE o.id = @placed", new { placed });
        await transaction.CommitAsync(cancellation);
        return order;
    }

    /// <inheritdoc/>
    public async Task<long> CountProductsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM products");
    }
}
