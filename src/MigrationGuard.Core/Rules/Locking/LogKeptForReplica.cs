using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class LogKeptForReplica() : LiveRule<Operation, LogKeepersAnswer>(new RuleInfo("MG0155", nameof(LogKeptForReplica))
{
    Title = "The server keeps its log for a replica that lags",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    When = "A statement writes a whole table or index anew while a replication slot of the live server is not read, or more than 1 GB behind",
    Effect = "{slots}: the log that the statement writes, about as much as the table is large, stays on the disk too until it is read",
    Instead = "Let the replica catch up, or drop a slot that nobody needs any more, before the migration runs",
    Sources = ["https://www.postgresql.org/docs/current/view-pg-replication-slots.html"],
})
{
    private const long Much = 1L << 30;

    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => step.Classification.Cost is { Rewrites: true } or { BuildsIndex: true } && operation.Table is { } table && step.NowOf(table) is not null ? [new LogKeepers()] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, LogKeepersAnswer answer)
    {
        var lagging = answer.All.Where(keeper => !keeper.Active || keeper.Bytes > Much).Select(Describe).ToArray();
        return lagging.Length == 0 ? null : Report(step, ("slots", string.Join(", ", lagging)));
    }

    private static string Describe(LogKeeper keeper)
        => $"the slot {keeper.Name} {(keeper.Active ? "lags" : "is not read")}{(keeper.Bytes is { } bytes ? $" and keeps {Sizes.Of(bytes)}" : "")}";
}
