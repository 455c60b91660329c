using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Practice;

internal sealed class MixedQualification() : MigrationRule(new RuleInfo("MG0822", nameof(MixedQualification))
{
    Title = "Some names have a schema and some have none",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Catalogue = ["unqualified-name"],
    When = "A migration writes the schema of one table, leaves it out for another and does not set search_path",
    Effect = "{table} is looked up through the settings of whoever runs the migration, and may be another table than the one meant",
    Instead = "Write its schema too, as for {other}",
    Sources = ["https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH", "https://learn.microsoft.com/sql/relational-databases/security/authentication-access/ownership-and-user-schema-separation"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        ObjectName? qualified = null;
        StepContext? unqualified = null;
        foreach (var step in migration.Steps)
        {
            if (step.Operation.Table is not { } table || step.Before.Schema.Find(table) is { Temporary: true } || step.Database.Syntax.IsTemporary(table)
                || step.Before.Settings["search_path"] is not null)
            {
                continue;
            }

            // FluentMigrator writes the default schema by itself; that says nothing about what its author does.
            var written = table.Schema is { } schema && (migration.Migration.Source != SourceKind.FluentMigrator || !step.Database.Syntax.Names.Equals(schema, step.Database.Syntax.DefaultSchema));
            qualified ??= written ? table : default(ObjectName?);
            unqualified ??= table.Schema is null ? step : null;
        }

        return qualified is null || unqualified is null ? [] : [Report(unqualified, ("other", qualified))];
    }
}
