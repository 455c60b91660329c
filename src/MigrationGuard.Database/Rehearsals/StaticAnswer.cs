using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rehearsals;

/// <summary>What facts and classifier say of a migration: the worst of its operations.</summary>
public sealed record StaticAnswer
{
    /// <summary>Nothing is known.</summary>
    public static StaticAnswer None { get; } = new();

    /// <summary>The phase; null when it could not be decided.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Why it is that phase, or why it could not be decided.</summary>
    public string Why { get; init; } = "";

    /// <summary>Whether the cost of every operation is known.</summary>
    public bool CostKnown { get; init; }

    /// <summary>The strongest lock on each relation.</summary>
    public IReadOnlyDictionary<ObjectName, LockMode> Locks { get; init; } = new Dictionary<ObjectName, LockMode>();

    /// <summary>Whether a table is written anew.</summary>
    public bool Rewrites { get; init; }

    /// <summary>Whether a table is read as a whole.</summary>
    public bool Scans { get; init; }
}
