using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RequiredColumnAdded() : MigrationRule(new RuleInfo("MG0201", nameof(RequiredColumnAdded))
{
    Title = "Required column without default",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["add-required-column", "add-column-null-default"],
    When = "A NOT NULL column without a default (or with DEFAULT NULL) is added to a table that already exists, or that the migration has filled",
    Effect = "The statement fails as soon as {table} has a row; on an empty table every INSERT of the version that is live fails, because it does not send {column}",
    Instead = "Add {column} without NOT NULL, release the version that writes it, fill the rows without, then make it NOT NULL; or give it a default that is right for every old row",
    Sources = ["https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN", "https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-4901-database-engine-error"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            if (migration.Steps[i] is { Operation: AddColumn add } step && IsRequired(add.Column) && !HasValue(add.Column, step)
                && (step.Before.IsExisting(add.Of) || IsFilled(migration, i, add.Of)))
            {
                yield return Report(step) with { Suggestion = AddColumnPlan.Require(add, step.Before) };
            }
        }
    }

    private static bool IsFilled(MigrationContext migration, int before, ObjectName table)
    {
        return IsNamed(migration.Index.Of<InsertRows>(table.Name), _ => true) || IsNamed(migration.Index.Of<CopyRows>(table.Name), o => o is CopyRows { Writes: true });

        bool IsNamed(IReadOnlyList<int> places, Predicate<Operation> fills)
        {
            foreach (var at in places)
            {
                var step = migration.Steps[at];
                if (at < before && fills(step.Operation) && step.Database.Syntax.Same(step.Operation.Table!.Value, table))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static bool IsRequired(ColumnDefinition column)
        => column.Nullable == false || column.Constraints.Exists(c => c is UniqueConstraint { IsPrimaryKey: true } or NotNullConstraint { NotValid: false });

    // rowversion, and its old name timestamp, fill themselves in T-SQL; PostgreSQL's timestamp has a longer canonical name.
    private static bool HasValue(ColumnDefinition column, StepContext step)
        => column.Default is { Kind: not ExpressionKind.Null }
            || column.Generated != GeneratedKind.None
            || column.Type is null or { IsSerial: true } or { Name: "rowversion" or "timestamp" }
            || step.Before.Schema.Types.Find(new ObjectName(column.Type.Schema, column.Type.Name))?.Domain?.Default is { Kind: not ExpressionKind.Null };
}
