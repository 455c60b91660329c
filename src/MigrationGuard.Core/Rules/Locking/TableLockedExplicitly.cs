using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class TableLockedExplicitly() : StepRule<LockTable>(new RuleInfo("MG0140", nameof(TableLockedExplicitly))
{
    Title = "LOCK TABLE keeps others out",
    Severity = Severity.Warning,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["lock-table-explicit"],
    When = "LOCK TABLE takes a lock on an existing table that keeps out writes or reads",
    Effect = "{who} of {relations} wait until the transaction ends ({lock})",
    Instead = "Leave it out: DDL takes the locks it needs, and a backfill needs none; if two migrations must not run at once, use pg_advisory_lock",
    Sources = ["https://www.postgresql.org/docs/current/sql-lock.html", "https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS"],
})
{
    protected override IEnumerable<Finding> Check(LockTable operation, StepContext step)
    {
        var existing = operation.Tables.RemoveAll(table => !step.Before.IsExisting(table));
        return existing.Count > 0 && step.Classification.Cost.BlocksWrites
            ? [Report(step, ("who", step.Classification.Cost.BlocksReads ? "All reads and writes" : "All writes"), ("relations", string.Join(", ", existing)))]
            : [];
    }
}
