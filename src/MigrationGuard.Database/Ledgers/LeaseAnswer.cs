namespace MigrationGuard.Ledgers;

/// <summary>What a ledger says to somebody who wants the lease.</summary>
public abstract record LeaseAnswer
{
    private LeaseAnswer()
    {
    }

    /// <summary>It is the asker's.</summary>
    public sealed record Taken(Lease Lease) : LeaseAnswer;

    /// <summary>Somebody else has it.</summary>
    /// <param name="Holder">Who.</param>
    /// <param name="Since">Since when, by the clock of the database.</param>
    /// <param name="Age">How long that is, by the same clock.</param>
    public sealed record Busy(string Holder, DateTimeOffset Since, TimeSpan Age) : LeaseAnswer;
}
