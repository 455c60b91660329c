using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class RebuildOffline() : StepRule<Operation>(new RuleInfo("MG0175", nameof(RebuildOffline))
{
    Title = "A rebuild locks the table",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["rebuild-offline-mssql"],
    When = "An index or table is rebuilt without ONLINE = ON",
    Effect = "{table} is locked against reads and writes until the rebuild is done",
    Instead = "Rebuild with ONLINE = ON where the edition has it, or REORGANIZE, or run it when nobody uses the table",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-index-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        if (operation is not (AlterIndex { Change: IndexChange.Rebuild, Options.Online: false } or RewriteTable { Kind: RewriteKind.Rebuild, Options.Online: false })
            || (operation.Table is { } table && !step.Before.IsExisting(table)))
        {
            return [];
        }

        return step.Database.HasOnlineIndex
            ? [Report(step) with { Suggestion = step.Sql(IndexWork.With(operation, o => o with { Online = true })!) + ";" }]
            : [Report(step) with { Severity = Severity.Warning }];
    }
}
