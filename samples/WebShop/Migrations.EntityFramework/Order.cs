namespace WebShop.Migrations;

/// <summary>A row of orders.</summary>
public sealed class Order
{
    public long Id { get; set; }

    public long CustomerId { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    public required string Receipt { get; set; }

    public decimal Total { get; set; }
}
