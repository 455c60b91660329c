using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class TableHeldBySession() : LiveRule<Operation, SessionsAnswer>(new RuleInfo("MG0151", nameof(TableHeldBySession))
{
    Title = "A long transaction holds the table",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["lock-timeout-missing"],
    When = "A statement needs a lock that conflicts with one that a transaction of the live database has held for more than two seconds",
    Effect = "{who} has held {held} on {relation} for {time}: the statement waits for it, and everybody who comes later waits behind the statement",
    Instead = "Let that transaction end, or end it, before the migration runs; a lock timeout with a few retries keeps the queue short",
    Sources = ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES", "https://www.postgresql.org/docs/current/view-pg-locks.html"],
})
{
    /// <summary>As long as the lock timeout that the rules recommend.</summary>
    internal const double Long = 2;

    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step) => HeldLocks.Ask(step);

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, SessionsAnswer answer)
        => HeldLocks.Find(step, answer, other => !other.IsPrepared && other.Seconds >= Long) is { } other
            ? Report(
                step,
                ("who", other.Who + (other.State.Length > 0 ? $" ({other.State})" : "")),
                ("held", other.Lock),
                ("relation", ((LockHolders)question).Of),
                ("time", Sizes.Duration(other.Seconds)))
            : null;
}
