namespace WebShop.Migrations;

/// <summary>A row of customers.</summary>
public sealed class Customer
{
    public long Id { get; set; }

    public string? Handle { get; set; }

    public required string Email { get; set; }
}
