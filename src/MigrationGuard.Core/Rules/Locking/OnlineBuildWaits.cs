using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class OnlineBuildWaits() : LiveRule<Operation, SessionsAnswer>(new RuleInfo("MG0154", nameof(OnlineBuildWaits))
{
    Title = "CONCURRENTLY waits for a long transaction",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    When = "An index is built, rebuilt or dropped CONCURRENTLY while a transaction of the live database has been open for more than a minute, or is prepared, whatever table it uses",
    Effect = "{who} has been open for {time}: CONCURRENTLY waits for every transaction that is older than itself, so it does not end before that one does",
    Instead = "Let that transaction end, or end it, before the migration runs",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
})
{
    private const double Long = 60;

    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => operation is CreateIndex { Concurrently: true } or DropIndex { Concurrently: true } or Reindex { Concurrently: true } ? [new OpenTransactions()] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, SessionsAnswer answer)
        => answer.All.Find(other => other.IsPrepared || other.Seconds >= Long) is { } other
            ? Report(step, ("who", other.IsPrepared ? "The prepared transaction " + other.Who : other.Who), ("time", Sizes.Duration(other.Seconds)))
            : null;
}
