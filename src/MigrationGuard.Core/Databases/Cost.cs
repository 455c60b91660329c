using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Databases;

/// <summary>What an operation does to the server.</summary>
public sealed record Cost
{
    /// <summary>An operation that touches no relation.</summary>
    public static Cost Nothing { get; } = new();

    /// <summary>Whether the cost is known at all; false for <see cref="UnreadSql"/> and what no fact speaks of.</summary>
    public bool Known { get; init; } = true;

    /// <summary>The locks it takes, the target's first.</summary>
    public EquatableList<RelationLock> Locks { get; init; }

    /// <summary>Whether it writes the whole table anew.</summary>
    public bool Rewrites { get; init; }

    /// <summary>What it reads of the existing data.</summary>
    public ScanKind Scan { get; init; }

    /// <summary>Whether it builds or rebuilds an index.</summary>
    public bool BuildsIndex { get; init; }

    /// <summary>Whether it may run in a transaction.</summary>
    public TransactionRule Transaction { get; init; }

    /// <summary>How the fact is known.</summary>
    public Confidence Confidence { get; init; }

    /// <summary>Id of the fact row that said so; empty when none did.</summary>
    public string Fact { get; init; } = "";

    /// <summary>Where the fact row has it from: an address or the name of the measurement.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether the work under the locks grows with the data: rewrite, scan or index build.</summary>
    public bool SizeOfData => Rewrites || Scan != ScanKind.None || BuildsIndex;

    /// <summary>The lock on a relation named exactly so, or null.</summary>
    public LockMode? LockOn(ObjectName relation) => Locks.Find(l => l.Relation == relation)?.Mode;

    /// <summary>The strongest lock, or null when there is none.</summary>
    public RelationLock? Strongest
    {
        get
        {
            RelationLock? strongest = null;
            foreach (var held in Locks)
            {
                strongest = strongest is null || held.Mode.Strength > strongest.Mode.Strength ? held : strongest;
            }

            return strongest;
        }
    }

    /// <summary>Whether some relation cannot be read meanwhile.</summary>
    public bool BlocksReads => Locks.Exists(l => l.Mode.BlocksReads);

    /// <summary>Whether some relation cannot be written meanwhile.</summary>
    public bool BlocksWrites => Locks.Exists(l => l.Mode.BlocksWrites);
}
