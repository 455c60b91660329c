using MigrationGuard.Databases;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ColumnRequiredByOmission() : MigrationRule(new RuleInfo("MG0214", nameof(ColumnRequiredByOmission))
{
    Title = "A new column is required because nothing was said about NULL",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Catalogue = ["fm-implicit-not-null"],
    When = "A column without a default is added to an existing table, the migration says neither Nullable() nor NotNullable(), and FluentMigrator therefore writes NOT NULL",
    Effect = "FluentMigrator writes NOT NULL for {column}, although the migration does not say so: the statement fails as soon as {table} has a row, and on an empty table every INSERT of the version that is live fails, because it does not send {column}",
    Instead = "Say .Nullable(); where {column} is meant to be required, release the version that writes it, fill the rows without, and make it NOT NULL in a later migration",
    Confidence = Confidence.SourceRead,
    Sources = ["https://github.com/fluentmigrator/fluentmigrator/blob/v8.0.1/src/FluentMigrator.Runner.Core/Generators/Base/ColumnBase.cs", "https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var (step, add) in RequiredColumns.Of(migration))
        {
            if (add.Column.NullabilityImplied)
            {
                yield return Report(step) with { Suggestion = step.Sql(add with { Column = add.Column with { Nullable = true } }) + ";" };
            }
        }
    }
}
