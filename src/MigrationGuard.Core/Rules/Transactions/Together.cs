using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

/// <summary>Which steps run in one transaction: those of an open one, and those of a DO block that begins none.</summary>
internal static class Together
{
    /// <summary>Whether the step runs in a transaction with others.</summary>
    public static bool InTransaction(StepContext step) => step.Before.Transaction.IsOpen || step.Step.Nested;

    /// <summary>Whether the locks of the earlier step are still held in the later one.</summary>
    public static bool Are(StepContext earlier, StepContext later) => earlier.Before.Transaction.Number == later.Before.Transaction.Number
        && (later.Before.Transaction.IsOpen ? earlier.Before.Transaction.IsOpen : later.Step.Nested && earlier.Step.Statement == later.Step.Statement);

    /// <summary>The earlier step that took a lock which blocks all reads of an existing table and is still held, with that table; null when there is none.</summary>
    public static (StepContext Step, HeldLock Lock)? Holder(MigrationContext migration, int at, Func<StepContext, HeldLock, bool> counts)
    {
        var step = migration.Steps[at];
        if (step.Before.Transaction.IsOpen && step.Before.Transaction.Locks.Strongest is not { Mode.BlocksReads: true })
        {
            return null;
        }

        for (var i = at - 1; i >= 0 && Are(migration.Steps[i], step); i--)
        {
            foreach (var taken in migration.Steps[i].Classification.Cost.Locks)
            {
                var held = new HeldLock(taken.Relation, taken.Mode, migration.Steps[i].Step.Statement, BlockingLocks.IsExisting(taken.Relation, migration.Steps[i]));
                if (held is { Existing: true, Mode.BlocksReads: true } && IsHeld(held, step) && counts(migration.Steps[i], held))
                {
                    return (migration.Steps[i], held);
                }
            }
        }

        return null;
    }

    /// <summary>Whether an earlier step's lock that blocks reads is still held: it is not, when its savepoint was rolled back.</summary>
    public static bool IsHeld(HeldLock held, StepContext step) => !step.Before.Transaction.IsOpen
        || step.Before.Transaction.Locks.Find(held.Relation) is { Existing: true, Mode.BlocksReads: true };
}
