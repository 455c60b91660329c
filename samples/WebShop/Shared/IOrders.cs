namespace WebShop;

/// <summary>The orders of the shop.</summary>
public interface IOrders
{
    /// <summary>One of them; null when there is none.</summary>
    Task<Order?> FindAsync(long id, CancellationToken cancellation);

    /// <summary>The newest ten of a customer.</summary>
    Task<IReadOnlyList<Order>> OfAsync(long customerId, CancellationToken cancellation);

    /// <summary>Places an order; null when the customer or the product does not exist.</summary>
    Task<Order?> PlaceAsync(Basket basket, CancellationToken cancellation);

    /// <summary>How many products there are.</summary>
    Task<long> CountProductsAsync(CancellationToken cancellation);
}
