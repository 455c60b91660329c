using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class TableHeldByPreparedTransaction() : LiveRule<Operation, SessionsAnswer>(new RuleInfo("MG0152", nameof(TableHeldByPreparedTransaction))
{
    Title = "A prepared transaction holds the table",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    When = "A statement needs a lock that conflicts with one of a prepared transaction of the live database",
    Effect = "The prepared transaction {name} has held {held} on {relation} for {time} and keeps it, over a restart too, until somebody ends it: the migration never gets its lock",
    Instead = "End it with COMMIT PREPARED or ROLLBACK PREPARED, as its transaction manager decides, before the migration runs",
    Sources = ["https://www.postgresql.org/docs/current/sql-prepare-transaction.html"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step) => HeldLocks.Ask(step);

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, SessionsAnswer answer)
        => HeldLocks.Find(step, answer, other => other.IsPrepared) is { } other
            ? Report(step, ("name", other.Who), ("held", other.Lock), ("relation", ((LockHolders)question).Of), ("time", Sizes.Duration(other.Seconds)))
            : null;
}
