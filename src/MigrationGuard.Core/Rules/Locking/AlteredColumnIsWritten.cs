using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class AlteredColumnIsWritten() : StepRule<AlterColumnType>(new RuleInfo("MG0171", nameof(AlteredColumnIsWritten))
{
    Title = "ALTER COLUMN reads or writes every row",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["alter-column-mssql-size-of-data", "set-not-null-mssql"],
    When = "ALTER COLUMN changes type, size or nullability in a way that has to check or write every row, without ONLINE = ON",
    Effect = "{table} is locked against reads and writes ({lock}) until every value of {column} is checked or written",
    Instead = "Add a new column of the new type, keep both in step, fill it in batches and drop the old one in a contract migration; or use WITH (ONLINE = ON) where the edition has it",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql#alter-column"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
        => step.Classification.Cost.SizeOfData && !operation.Online && step.Before.IsExisting(operation.Of)
            ? [Report(step) with { Suggestion = step.Database.HasOnlineAlterColumn ? step.Sql(operation with { Online = true }) + ";" : null }]
            : [];
}
