using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class IndexBuiltOffline() : StepRule<CreateIndex>(new RuleInfo("MG0172", nameof(IndexBuiltOffline))
{
    Title = "Index build blocks writes",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["create-index-offline-mssql"],
    When = "An index is created on an existing table without ONLINE = ON",
    Effect = "{who} {table} wait until {index} is built ({lock})",
    Instead = "{how}, outside a transaction",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql", "https://learn.microsoft.com/sql/relational-databases/indexes/guidelines-for-online-index-operations"],
})
{
    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
    {
        if (operation.Options.Online || BlockingLocks.Of(step) is not { } taken || !step.Classification.Cost.BuildsIndex)
        {
            return [];
        }

        var online = step.Database.HasOnlineIndex && operation.Kind != IndexKind.Special;
        var how = online ? "Build it with ONLINE = ON" : $"{(step.Database.HasOnlineIndex ? "This kind of index" : "This edition")} has no online build: run it when nobody writes";
        var finding = Report(step, ("how", how), ("who", taken.Mode.BlocksReads ? "Reads and writes of" : "Writes to"));
        return online
            ? [finding with { Suggestion = step.Sql(operation with { Options = operation.Options with { Online = true } }) + ";" }]
            : [finding with { Severity = Severity.Warning }];
    }
}
