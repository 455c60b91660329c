using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class BlockersAreKilled() : StepRule<Operation>(new RuleInfo("MG0296", nameof(BlockersAreKilled))
{
    Title = "Sessions of the application are killed",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["abort-blockers-mssql"],
    When = "ABORT_AFTER_WAIT = BLOCKERS is written",
    Effect = "When the wait ends, every session that holds a lock on {table} is killed, those of the old and the new version too",
    Instead = "Write ABORT_AFTER_WAIT = SELF and run the statement again at a quieter time",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-index-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        var wait = operation is SwitchPartition o ? o.LowPriority : IndexWork.OptionsOf(operation)?.LowPriority;
        return wait is { AbortAfterWait: AbortAfterWait.Blockers } ? [Report(step) with { Suggestion = step.Sql(Spared(operation)) + ";" }] : [];
    }

    private static Operation Spared(Operation operation) => operation is SwitchPartition { LowPriority: { } wait } switched
        ? switched with { LowPriority = wait with { AbortAfterWait = AbortAfterWait.Self } }
        : IndexWork.With(operation, static o => o with { LowPriority = o.LowPriority! with { AbortAfterWait = AbortAfterWait.Self } })!;
}
