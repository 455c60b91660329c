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
    Effect = "The statement fails on {database}{error}",
    Instead = "Leave ONLINE = ON out for this edition, or set ELEVATE_ONLINE = WHEN_SUPPORTED for the database and write it nowhere",
    Sources = ["https://learn.microsoft.com/sql/relational-databases/indexes/guidelines-for-online-index-operations", "https://learn.microsoft.com/sql/t-sql/statements/alter-database-scoped-configuration-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => Offline(operation, step.Database) is { } offline
            ? [Report(step, ("error", operation is AlterColumnType ? "" : " (1712)")) with { Suggestion = step.Sql(offline) + ";" }]
            : [];

    /// <summary>The operation without what the edition lacks, or null when it lacks nothing.</summary>
    private static Operation? Offline(Operation operation, Database database) => operation switch
    {
        AlterColumnType { Online: true } alter => database.HasOnlineAlterColumn ? null : alter with { Online = false },
        _ when database.HasOnlineIndex || IndexWork.OptionsOf(operation) is not { Online: true } => null,
        _ => IndexWork.With(operation, o => o with { Online = false, LowPriority = null, Resumable = false }),
    };
}
