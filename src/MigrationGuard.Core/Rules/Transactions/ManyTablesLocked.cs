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
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            var step = migration.Steps[i];
            if (!Together.InTransaction(step))
            {
                continue;
            }

            foreach (var taken in step.Classification.Cost.Locks)
            {
                if (taken.Mode.BlocksReads && step.Before.IsExisting(taken.Relation) && IsTable(taken.Relation, step)
                    && Together.Holder(migration, i, (holder, held) => IsTable(held.Relation, holder) && !step.Database.Syntax.Same(held.Relation, taken.Relation)) is var (_, first)
                    && !IsHeld(migration, i, taken.Relation))
                {
                    return [Report(step, ("first", first.Relation), ("second", taken.Relation))];
                }
            }
        }

        return [];
    }

    // The lock of an index has the index's name; of a name that is not known only the statement says that it is a table.
    private static bool IsTable(ObjectName relation, StepContext step)
        => step.Before.Schema.Find(relation) is not null || (step.Operation.Table is { } table && step.Database.Syntax.Same(table, relation));

    private static bool IsHeld(MigrationContext migration, int at, ObjectName relation)
        => Together.Holder(migration, at, (holder, held) => holder.Database.Syntax.Same(held.Relation, relation)) is not null;
}
