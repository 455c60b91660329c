using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

internal sealed class ManyTablesLocked() : MigrationRule(new RuleInfo("MG0508", nameof(ManyTablesLocked))
{
    Title = "One transaction locks several tables",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Catalogue = ["statement-after-access-exclusive"],
    When = "A transaction takes locks that block all reads on two or more existing tables, one after the other",
    Effect = "While the migration waits for {second} nobody can read {first}, and an application transaction that uses both in the other order deadlocks with it",
    Instead = "Change {second} in a migration of its own",
    Sources = ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS", "https://learn.microsoft.com/sql/relational-databases/sql-server-deadlocks-guide"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        var held = new List<(StepContext Step, HeldLock Lock)>();
        StepContext? last = null;
        foreach (var step in migration.Steps)
        {
            if (last is not null && !Together.Are(last, step))
            {
                held.Clear();
            }

            last = step;
            held.RemoveAll(h => !Together.IsHeld(h.Lock, step));
            if (!Together.InTransaction(step))
            {
                continue;
            }

            foreach (var taken in step.Classification.Cost.Locks)
            {
                if (taken.Mode.BlocksReads && step.Before.IsExisting(taken.Relation) && IsTable(taken.Relation, step)
                    && held.FindLast(h => !step.Database.Syntax.Same(h.Lock.Relation, taken.Relation)) is { Lock: { } first } && !held.Exists(h => step.Database.Syntax.Same(h.Lock.Relation, taken.Relation)))
                {
                    return [Report(step, ("first", first.Relation), ("second", taken.Relation))];
                }
            }

            Take(held, step);
        }

        return [];
    }

    // Each table once, so that the list stays short: the second one is reported.
    private static void Take(List<(StepContext Step, HeldLock Lock)> held, StepContext step)
    {
        for (var i = step.Classification.Cost.Locks.Count - 1; i >= 0; i--)
        {
            var taken = step.Classification.Cost.Locks[i];
            if (taken.Mode.BlocksReads && IsTable(taken.Relation, step) && BlockingLocks.IsExisting(taken.Relation, step))
            {
                held.RemoveAll(h => Same(h.Lock, taken));
                held.Add((step, new HeldLock(taken.Relation, taken.Mode, step.Step.Statement, true)));
            }
        }

        bool Same(HeldLock one, RelationLock other) => step.Database.Syntax.Same(one.Relation, other.Relation);
    }

    // The lock of an index has the index's name; of a name that is not known only the statement says that it is a table.
    private static bool IsTable(ObjectName relation, StepContext step)
        => step.Before.Schema.Find(relation) is not null || (step.Operation.Table is { } table && step.Database.Syntax.Same(table, relation));
}
