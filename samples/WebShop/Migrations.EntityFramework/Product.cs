namespace WebShop.Migrations;

/// <summary>A row of products.</summary>
public sealed class Product
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public decimal Price { get; set; }
}
