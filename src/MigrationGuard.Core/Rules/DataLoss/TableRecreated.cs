using MigrationGuard.Operations;

namespace MigrationGuard.Rules.DataLoss;

internal sealed class TableRecreated() : MigrationRule(new RuleInfo("MG0310", nameof(TableRecreated))
{
    Title = "Table dropped and created again",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Catalogue = ["create-table-force"],
    When = "A migration drops a table, or renames it away, and creates one of the same name; not when it copies the rows over",
    Effect = "The old version goes on with an empty {table}: {lost}",
    Instead = "Change {table} step by step with ALTER TABLE; if the rows are really not needed, say so with DELETE in batches in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-droptable.html", "https://github.com/ankane/strong_migrations#creating-a-table-with-the-force-option"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            var lost = step.Operation switch
            {
                DropTable { IfExists: true } => "the rows of a table that is there already are lost, without asking",
                DropTable => "all its rows are lost",
                RenameTable rename => $"its rows are in {rename.NewName}, where nobody looks for them",
                _ => null,
            };
            if (lost is not null && step.Operation.Table is { } table && step.MayUse(table)
                && Later.Find<CreateTable>(migration, step, table.Name, c => step.Database.Syntax.Same(c.Name, table)) is { AsQuery: null } && !IsCopied(migration, step, table))
            {
                yield return Report(step, ("lost", lost));
            }
        }
    }

    private static bool IsCopied(MigrationContext migration, StepContext step, ObjectName table)
        => step.Operation is RenameTable rename
            && Later.Find<InsertRows>(migration, step, table.Name, i => step.Database.Syntax.Same(i.Of, table) && i.Source.Mentions(rename.NewName)) is not null;
}
