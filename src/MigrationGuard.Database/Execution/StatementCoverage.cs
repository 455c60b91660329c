namespace MigrationGuard.Execution;

/// <summary>What ran in a database over a time, whoever sent it.</summary>
/// <param name="Since">When the time began: the first look for this release, or the last loss of the statistics behind it.</param>
/// <param name="Now">The server's clock.</param>
/// <param name="Why">Why it did not begin earlier.</param>
public sealed record StatementCoverage(DateTimeOffset Since, DateTimeOffset Now, string Why)
{
    /// <summary>What ran meanwhile and would not run behind the change.</summary>
    public IReadOnlyList<NeededStatement> Needed { get; init; } = [];

    /// <summary>Why it is not known of some statement; null when it is known of all.</summary>
    public string? Gap { get; init; }

    /// <summary>How long.</summary>
    public TimeSpan Length => Now - Since;
}
