namespace MigrationGuard.Ledgers;

/// <summary>Nothing was written: the lease expired, or a younger token exists.</summary>
public sealed class LeaseLostException : Exception
{
    /// <summary>Says which lease and who has a younger one.</summary>
    /// <param name="lease">The lease that no longer counts.</param>
    /// <param name="holder">Who has the younger one; null when nobody has.</param>
    public LeaseLostException(Lease lease, string? holder)
        : base(holder is null ? $"The lease {lease.Token} on {lease.Database} has expired." : $"The lease {lease.Token} on {lease.Database} is lost to {holder}.") => Lease = lease;

    /// <summary>The lease that no longer counts.</summary>
    public Lease Lease { get; }
}
