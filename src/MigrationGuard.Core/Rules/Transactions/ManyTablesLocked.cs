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
        foreach (var step in migration.Steps)
        {
            if (!step.Before.Transaction.IsOpen || Exclusive(step.Before.Transaction.Locks) is not { } first)
            {
                continue;
            }

            foreach (var taken in step.Classification.Cost.Locks)
            {
                if (taken.Mode.BlocksReads && step.Before.IsExisting(taken.Relation) && IsTable(taken.Relation, step)
                    && !step.Before.Transaction.Locks.Exists(l => step.Database.Syntax.Same(l.Relation, taken.Relation) && l.Mode.BlocksReads))
                {
                    return [Report(step, ("first", first.Relation), ("second", taken.Relation))];
                }
            }
        }

        return [];
    }

    // A relation that the history does not know may be an index, unless the statement names it as its table.
    private static bool IsTable(ObjectName relation, StepContext step)
        => step.Before.Schema.Find(relation) is not null || (step.Operation.Table is { } table && step.Database.Syntax.Same(table, relation));

    private static HeldLock? Exclusive(LockSet locks) => locks.Find(l => l.Existing && l.Mode.BlocksReads);
}
