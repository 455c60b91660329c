using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class OnlineNeedsEdition() : StepRule<Operation>(new RuleInfo("MG0640", nameof(OnlineNeedsEdition))
{
    Title = "The edition has no online index operations",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["online-on-standard-mssql"],
    When = "ONLINE = ON is written for an edition that refuses it",
    Effect = "The statement fails on {database} (1712)",
    Instead = "Leave ONLINE = ON out for this edition, or set ELEVATE_ONLINE = WHEN_SUPPORTED for the database and write it nowhere",
    Sources = ["https://learn.microsoft.com/sql/relational-databases/indexes/guidelines-for-online-index-operations", "https://learn.microsoft.com/sql/t-sql/statements/alter-database-scoped-configuration-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => IndexWork.OptionsOf(operation) is { Online: true } && !step.Database.HasOnlineIndex
            ? [Report(step) with { Suggestion = IndexWork.With(operation, o => o with { Online = false, LowPriority = null, Resumable = false }) is { } offline ? step.Sql(offline) + ";" : null }]
            : [];
}
