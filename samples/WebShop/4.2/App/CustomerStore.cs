using Dapper;
using Npgsql;

namespace WebShop;

/// <summary>The customers of 4.2: the name is <c>customers.username</c>.</summary>
public sealed class CustomerStore(NpgsqlDataSource database) : ICustomers
{
    private const string Columns = "id, username AS name, email";

    /// <inheritdoc/>
    public async Task<Customer?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Customer>($"SELECT {Columns} FROM customers WHERE id = @id", new { id });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Customer>> SearchAsync(string prefix, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var found = await connection.QueryAsync<Customer>($"SELECT {Columns} FROM customers WHERE starts_with(username, @prefix) ORDER BY username, id LIMIT 20", new { prefix });
        return found.AsList();
    }

    /// <inheritdoc/>
    public async Task<Customer?> AddAsync(SignUp given, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Customer>(
            $"INSERT INTO customers (username, email) VALUES (@name, @email) ON CONFLICT (email) DO NOTHING RETURNING {Columns}",
            new { name = given.Name, email = given.Email });
    }

    /// <inheritdoc/>
    public async Task<bool> RenameAsync(long id, string name, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("UPDATE customers SET username = @name WHERE id = @id");
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("id", id);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }
}
