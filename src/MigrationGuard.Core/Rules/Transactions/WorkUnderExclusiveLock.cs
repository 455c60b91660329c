using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

internal sealed class WorkUnderExclusiveLock() : MigrationRule(new RuleInfo("MG0507", nameof(WorkUnderExclusiveLock))
{
    Title = "Work goes on while a table is locked",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Catalogue = ["statement-after-access-exclusive", "backfill-in-ddl-transaction"],
    When = "A transaction that holds a lock which blocks all reads of an existing table goes on with a scan, a rewrite, an index build, a data change or a query",
    Effect = "{relation} stays locked ({lock}, since line {line}) until this statement is done and the transaction commits: nobody can read it meanwhile",
    Instead = "Put this statement into a migration of its own, so that the lock on {relation} is released first",
    Sources = ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES", "https://learn.microsoft.com/sql/relational-databases/sql-server-transaction-locking-and-row-versioning-guide"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Before.Transaction.IsOpen && IsWork(step) && HeldBefore(step) is { } held)
            {
                var line = LineOf(migration, held.Statement);
                return [Report(step, ("relation", held.Relation), ("lock", held.Mode.Name), ("line", line))];
            }
        }

        return [];
    }

    // What VALIDATE CONSTRAINT does under a lock is said by a rule of its own.
    private static bool IsWork(StepContext step)
        => step.Operation is not ValidateConstraint && (step.Classification.Cost.SizeOfData || step.Operation is UpdateRows or DeleteRows or InsertRows or MergeRows or CopyRows or Query);

    private static HeldLock? HeldBefore(StepContext step)
    {
        foreach (var held in step.Before.Transaction.Locks)
        {
            if (held is { Existing: true, Mode.BlocksReads: true } && held.Statement != step.Step.Statement)
            {
                return held;
            }
        }

        return null;
    }

    private static int LineOf(MigrationContext migration, int statement)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Step.Statement == statement)
            {
                return step.Step.Span.Line;
            }
        }

        return 1;
    }
}
