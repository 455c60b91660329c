namespace WebShop.Migrations;

/// <summary>A row of order_lines.</summary>
public sealed class OrderLine
{
    public long OrderId { get; set; }

    public long ProductId { get; set; }

    public int Quantity { get; set; }
}
