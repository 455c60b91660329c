using MigrationGuard.Collections;

namespace MigrationGuard.Simulation;

/// <summary>Who opened the transaction that is open.</summary>
public enum TransactionOwner
{
    /// <summary>None is open: each statement commits by itself.</summary>
    None,

    /// <summary>The migration runner.</summary>
    Runner,

    /// <summary>The script (BEGIN).</summary>
    Script,
}

/// <summary>The transaction in which the next statement runs.</summary>
public sealed record TransactionState
{
    /// <summary>Who opened it.</summary>
    public TransactionOwner Owner { get; init; }

    /// <summary>Number of the transaction, from 1 over the whole history; without one, every statement counts as its own.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Whether a transaction is open.</summary>
    public bool IsOpen => Owner != TransactionOwner.None;

    /// <summary>Depth of nested BEGIN TRAN (T-SQL); 1 when one is open.</summary>
    public int Depth { get; init; }

    /// <summary>The locks taken so far, in the order in which they were taken, the strongest per relation.</summary>
    public LockSet Locks { get; init; } = LockSet.None;

    /// <summary>The open savepoints, innermost last.</summary>
    public EquatableList<Savepoint> Savepoints { get; init; }
}
