using MigrationGuard.Databases;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>What a server did while it ran a statement.</summary>
/// <param name="Locks">The strongest lock on each relation that existed before.</param>
/// <param name="Tables">The tables and views that existed before.</param>
/// <param name="Rewritten">Relations that were written anew and still hold rows.</param>
/// <param name="Scanned">Tables that were read from end to end, other than to build an index.</param>
/// <param name="Indexed">Tables of which an index was built.</param>
/// <param name="Messages">What the server said at level debug1.</param>
public sealed record Measurement(
    IReadOnlyDictionary<string, LockMode> Locks,
    IReadOnlySet<string> Tables,
    IReadOnlySet<string> Rewritten,
    IReadOnlySet<string> Scanned,
    IReadOnlySet<string> Indexed,
    IReadOnlyList<string> Messages)
{
    /// <summary>Whether both sides of a foreign key were compared.</summary>
    public bool ComparedForeignKey => Messages.Any(m => m.StartsWith("validating foreign key constraint", StringComparison.Ordinal));

    /// <summary>Whether it worked on data at all.</summary>
    public bool Works => Rewritten.Count + Scanned.Count + Indexed.Count > 0;

    /// <inheritdoc />
    public override string ToString() =>
        $"locks {string.Join(", ", Locks.Select(l => $"{l.Key} {l.Value}"))}; rewritten {string.Join(", ", Rewritten)}; scanned {string.Join(", ", Scanned)}; "
        + $"indexed {string.Join(", ", Indexed)}; said {string.Join(" | ", Messages)}";
}
