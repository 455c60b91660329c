using MigrationGuard.Backfills;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>What became of a batch.</summary>
internal abstract record BatchResult
{
    private BatchResult()
    {
    }

    /// <summary>It is committed, and how far it got with it.</summary>
    internal sealed record Did(Position Position, long Rows, bool IsLast) : BatchResult;

    /// <summary>Nothing was kept: the server refuses a row of it. The key is the last of the batch.</summary>
    internal sealed record Refused(string[] Key, DatabaseException Failure) : BatchResult;

    /// <summary>Nothing was kept: for some rows the condition holds also behind the update.</summary>
    internal sealed record Stays(long Count, IReadOnlyList<string> Rows) : BatchResult;

    /// <summary>Nothing was tried: somebody paused or cancelled it.</summary>
    internal sealed record Asked(BackfillState State, string? Why) : BatchResult;

    /// <summary>Nothing was tried: another one has taken it over.</summary>
    internal sealed record TakenOver : BatchResult;
}
