using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class SwitchWaitsForEverybody() : StepRule<SwitchPartition>(new RuleInfo("MG0177", nameof(SwitchWaitsForEverybody))
{
    Title = "SWITCH waits in front of everybody",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["switch-mssql"],
    When = "A partition is switched without WAIT_AT_LOW_PRIORITY",
    Effect = "SWITCH needs {table} and {target} for itself: it waits for every open transaction on them, and everybody who comes later waits behind it",
    Instead = "Add WAIT_AT_LOW_PRIORITY with ABORT_AFTER_WAIT = SELF, and run it again when it gives up",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(SwitchPartition operation, StepContext step)
        => operation.LowPriority is null && step.Database.HasLowPriorityRebuild && (step.Before.IsExisting(operation.Source) || step.Before.IsExisting(operation.Target))
            ? [Report(step, ("target", operation.Target)) with { Suggestion = step.Sql(operation with { LowPriority = new LowPriorityWait(1, AbortAfterWait.Self) }) + ";" }]
            : [];
}
