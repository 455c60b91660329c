namespace WebShop;

/// <summary>The broken build, <c>WEBSHOP_BREAK=receipts</c>: it takes a block of numbers when it starts and forgets to take the next one. No test buys that much.</summary>
public sealed class ForgetfulReceipts : IReceipts
{
    private int _left = 30;

    /// <inheritdoc/>
    public string? Take() => Interlocked.Decrement(ref _left) >= 0 ? Guid.CreateVersion7().ToString("N") : null;
}
