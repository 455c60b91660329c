namespace WebShop;

/// <summary>The repaired build: there is always another number.</summary>
public sealed class Receipts : IReceipts
{
    /// <inheritdoc/>
    public string? Take() => Guid.CreateVersion7().ToString("N");
}
