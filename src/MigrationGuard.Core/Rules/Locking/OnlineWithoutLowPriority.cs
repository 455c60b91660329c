using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class OnlineWithoutLowPriority() : StepRule<Operation>(new RuleInfo("MG0173", nameof(OnlineWithoutLowPriority))
{
    Title = "An online build ends by waiting in front of everybody",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["online-without-low-priority-mssql"],
    When = "An online build or rebuild has no WAIT_AT_LOW_PRIORITY although the server has it",
    Effect = "At its end the operation waits for every open transaction on {table}, and everybody who comes later waits behind it",
    Instead = "Add WAIT_AT_LOW_PRIORITY with ABORT_AFTER_WAIT = SELF, and run it again when it gives up",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql", "https://learn.microsoft.com/sql/t-sql/statements/alter-index-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        var waits = operation switch
        {
            CreateIndex { Options: { Online: true, LowPriority: null } } o => step.Database.HasLowPriorityIndex && step.Before.IsExisting(o.Of),
            AlterIndex { Change: IndexChange.Rebuild, Options: { Online: true, LowPriority: null } } => step.Database.HasLowPriorityRebuild,
            RewriteTable { Options: { Online: true, LowPriority: null } } => step.Database.HasLowPriorityRebuild,
            _ => false,
        };
        return waits
            ? [Report(step) with { Suggestion = step.Sql(IndexWork.With(operation, o => o with { LowPriority = new LowPriorityWait(1, AbortAfterWait.Self) })!) + ";" }]
            : [];
    }
}
