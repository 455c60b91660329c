using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TypeChangeUnsettlesPreparedStatements() : StepRule<AlterColumnType>(new RuleInfo("MG0203", nameof(TypeChangeUnsettlesPreparedStatements))
{
    Title = "Harmless change of type unsettles prepared statements",
    Severity = Severity.Info,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["alter-type-metadata-only"],
    When = "The type of a column grows without work on the rows, for example varchar(20) to varchar(50) or to text",
    Effect = "Only the catalog of {table} changes, but a statement that selects {column} and was prepared on the server before fails once with 'cached plan must not change result type' (Npgsql Max Auto Prepare, PgBouncer 1.21 and later)",
    Instead = "Nothing, if the application does not prepare; otherwise renew its connections after the migration (NpgsqlConnection.ClearAllPools, RECONNECT in PgBouncer)",
    Sources = ["measured on PostgreSQL 15 and 18: 0A000 on EXECUTE after ALTER TYPE", "https://github.com/npgsql/npgsql/issues/4015"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
        => step.Database.PreparedStatementsFailOnNewColumns && step.Before.IsExisting(operation.Of, operation.Column)
            && step.Database.ChangeOf(operation, step.Before) is { Fit: TypeChangeFit.Widens, Cost: TypeChangeCost.Metadata }
            ? [Report(step)]
            : [];
}
