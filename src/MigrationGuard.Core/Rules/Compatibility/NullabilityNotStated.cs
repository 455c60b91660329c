using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class NullabilityNotStated() : StepRule<AlterColumnType>(new RuleInfo("MG0291", nameof(NullabilityNotStated))
{
    Title = "ALTER COLUMN without NULL or NOT NULL makes the column nullable",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["alter-column-mssql-nullability-flip"],
    When = "ALTER COLUMN states no nullability and the column is, or may be, NOT NULL",
    Effect = "{column} of {table} {known} and accepts NULL afterwards; the old version fails when it reads one",
    Instead = "Write the nullability that the column has today",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-column-definition-transact-sql", "https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
    {
        var column = step.Before.Schema.FindColumn(operation.Of, operation.Column);
        if (operation.Nullable is not null || !step.Database.UnstatedNullabilityMeansNullable || column?.Nullable == true || !step.Before.IsExisting(operation.Of))
        {
            return [];
        }

        var finding = Report(step, ("known", column?.Nullable == false ? "is NOT NULL today" : "may be NOT NULL today"));
        return [finding with
        {
            Severity = column?.Nullable == false ? Severity.Error : Severity.Warning,
            Suggestion = step.Sql(operation with { Nullable = column?.Nullable ?? false }) + ";",
        }];
    }
}
