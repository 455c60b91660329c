using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class CollationNotStated() : StepRule<AlterColumnType>(new RuleInfo("MG0292", nameof(CollationNotStated))
{
    Title = "ALTER COLUMN without COLLATE changes the collation",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["alter-column-mssql-collation-reset"],
    When = "ALTER COLUMN states no collation and the column has another one than the database",
    Effect = "{column} of {table} loses {collation} and gets the collation of the database: comparisons, order and uniqueness change under both versions",
    Instead = "Write COLLATE {collation}",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
        => operation.Collation is null && step.Database.UnstatedCollationMeansDefault
            && step.Before.Schema.FindColumn(operation.Of, operation.Column) is { Collation: { } collation } && step.Before.IsExisting(operation.Of)
                ? [Report(step, ("collation", collation)) with { Suggestion = step.Sql(operation with { Collation = collation }) + ";" }]
                : [];
}
