using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Practice;

internal sealed class StorageSettingForNewValues() : StepRule<SetColumnSetting>(new RuleInfo("MG0801", nameof(StorageSettingForNewValues))
{
    Title = "Storage setting holds for new values only",
    Severity = Severity.Info,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["set-storage-compression-statistics"],
    When = "SET STORAGE or SET COMPRESSION of a column of a table that already exists",
    Effect = "Values that {table} holds already stay as they are stored; {column} changes only where a row is written",
    Instead = "Nothing, if that is meant; otherwise let rows be rewritten by ordinary updates or pg_repack, not by VACUUM FULL, which locks the table",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-STORAGE"],
})
{
    protected override IEnumerable<Finding> Check(SetColumnSetting operation, StepContext step)
        => operation.Setting is ColumnSetting.Storage or ColumnSetting.Compression && step.Before.IsExisting(operation.Of) ? [Report(step)] : [];
}
