using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class AlteredColumnRequiredByOmission() : StepRule<AlterColumnType>(new RuleInfo("MG0299", nameof(AlteredColumnRequiredByOmission))
{
    Title = "An altered column becomes required because nothing was said about NULL",
    Severity = Severity.Error,
    Databases = DatabaseKinds.SqlServer,
    Fix = FixKind.Mechanical,
    Catalogue = ["fm-alter-column-implicit-not-null"],
    When = "Alter.Column says neither Nullable() nor NotNullable() about a column that is, or may be, nullable: FluentMigrator then writes NOT NULL for SQL Server, while it leaves the column alone on PostgreSQL",
    Effect = "FluentMigrator writes NOT NULL for {column} of {table}, although the migration does not say so: the statement fails if a row holds NULL, and INSERT and UPDATE of the old version that leave {column} NULL fail (515)",
    Instead = "State the nullability that the column has today: .Nullable() or .NotNullable()",
    Confidence = Confidence.SourceRead,
    Sources = ["https://github.com/fluentmigrator/fluentmigrator/blob/v8.0.1/src/FluentMigrator.Runner.Core/Generators/Base/ColumnBase.cs", "https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
        => operation.NullabilityImplied && step.Before.Schema.FindColumn(operation.Of, operation.Column) is not { Nullable: false } && step.Before.IsExisting(operation.Of)
            ? [Report(step) with { Suggestion = step.Sql(operation with { Nullable = true }) + ";" }]
            : [];
}
