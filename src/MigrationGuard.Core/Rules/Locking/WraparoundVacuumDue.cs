using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class WraparoundVacuumDue() : LiveRule<Operation, SizeAnswer>(new RuleInfo("MG0153", nameof(WraparoundVacuumDue))
{
    Title = "The table is due for a vacuum that does not give way",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    When = "A statement locks a table of the live database that is vacuumed to prevent wraparound, or due for that",
    Effect = "{table} is old enough for a vacuum to prevent wraparound, which unlike others does not give way: while it runs the statement waits, and everybody who comes later waits behind it",
    Instead = "Run VACUUM (FREEZE) on {table} first, at a quiet time, and let it end",
    Sources = ["https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => BlockingLocks.Of(step) is not null && operation.Table is { } of && step.NowOf(of) is { } table ? [new SizeOf(table)] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, SizeAnswer answer) => answer.MustBeCleaned ? Report(step) : null;
}
