using MigrationGuard.Operations;
using MigrationGuard.Rules.Data;
using MigrationGuard.Schema;

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
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            var step = migration.Steps[i];
            if (Together.InTransaction(step) && IsWork(step) && Together.Holder(migration, i, (holder, _) => IsAnother(holder, step)) is var (holder, held))
            {
                return [Report(step, ("relation", held.Relation), ("lock", held.Mode.Name), ("line", holder.Step.Span.Line))];
            }
        }

        return [];
    }

    // What VALIDATE CONSTRAINT does under a lock is said by a rule of its own.
    private static bool IsWork(StepContext step) => step.Operation is not ValidateConstraint && (step.Classification.Cost.SizeOfData || IsWorkOnRows(step));

    // A few rows that are written out or looked up by key take no time that anybody notices.
    private static bool IsWorkOnRows(StepContext step) => step.Operation switch
    {
        UpdateRows or DeleteRows => !IsTemporary(step) && ChangedRows.Of(step.Operation, step) != Reach.ByKey,
        InsertRows insert => insert.FromQuery && !IsTemporary(step) && RowCondition.ReadsTable(insert.Source, step.Database.Syntax),
        MergeRows or CopyRows => !IsTemporary(step),
        Query query => RowCondition.ReadsTable(query.Text, step.Database.Syntax),
        _ => false,
    };

    private static bool IsTemporary(StepContext step) => step.Operation.Table is { } table && step.Before.IsInvisible(table);

    // The statements of a block have one number, as the parts of one ALTER TABLE have.
    private static bool IsAnother(StepContext holder, StepContext step)
        => holder.Step.Statement != step.Step.Statement || (step.Step.Nested && (IsWorkOnRows(step) || step.Operation is CreateIndex));
}
