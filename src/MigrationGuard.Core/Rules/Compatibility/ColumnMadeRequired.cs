using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ColumnMadeRequired() : StepRule<AlterColumnType>(new RuleInfo("MG0293", nameof(ColumnMadeRequired))
{
    Title = "A column that the old version may leave empty becomes required",
    Severity = Severity.Error,
    Databases = DatabaseKinds.SqlServer,
    HeldInContract = true,
    Catalogue = ["set-not-null-mssql"],
    When = "ALTER COLUMN makes a column NOT NULL that was nullable, or of which nothing is known",
    Effect = "INSERT and UPDATE of the old version that leave {column} of {table} NULL fail (515), and the statement itself fails if a row holds NULL",
    Instead = "Make the new version write {column} always, fill the NULLs in batches, and set NOT NULL in a contract migration",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
        => operation is { Nullable: false, NullabilityImplied: false } && step.Before.Schema.FindColumn(operation.Of, operation.Column) is not { Nullable: false } && step.Before.IsExisting(operation.Of)
            ? [Report(step)]
            : [];
}
