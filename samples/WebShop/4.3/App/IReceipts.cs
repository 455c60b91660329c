namespace WebShop;

/// <summary>Numbers orders.</summary>
public interface IReceipts
{
    /// <summary>A number that no other order has; null when there is none left.</summary>
    string? Take();
}
