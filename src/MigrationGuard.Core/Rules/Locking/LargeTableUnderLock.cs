using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class LargeTableUnderLock() : LiveRule<Operation, SizeAnswer>(new RuleInfo("MG0150", nameof(LargeTableUnderLock))
{
    Title = "The table is large",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    When = "A statement rewrites, scans or indexes a table of the live database that is larger than 100 MB, under a lock that blocks others",
    Effect = "{table} has {size}: {work} under {lock}, and everybody else waits{space}",
    Instead = "Use the form that does without the lock, as the other findings about the statement show, or take the application out of service for it",
    Sources = ["https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-DBSIZE"],
})
{
    private const long Large = 100L << 20;

    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => step.Classification.Cost is { SizeOfData: true } && BlockingLocks.Of(step) is not null && operation.Table is { } of && step.NowOf(of) is { } table ? [new SizeOf(table)] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, SizeAnswer answer)
    {
        var cost = step.Classification.Cost;
        var total = answer.Bytes + answer.IndexBytes;
        return total < Large ? null : Report(
            step,
            ("size", Sizes.Of(answer)),
            ("work", cost.Rewrites ? "all of it is written anew" : cost.BuildsIndex ? "an index over all of it is built" : "all of it is read"),
            ("lock", BlockingLocks.Of(step)!.Mode.Name),
            ("space", cost.Rewrites ? $". It needs as much disk again, and as much log; how much is free cannot be asked over SQL" : ""));
    }
}
