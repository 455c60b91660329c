using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class ColumnUsedInItsBatch() : MigrationRule(new RuleInfo("MG0643", nameof(ColumnUsedInItsBatch))
{
    Title = "A batch uses a column that it adds itself",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Databases = DatabaseKinds.SqlServer,
    Confidence = Confidence.Unverified,
    Catalogue = ["batch-separator-mssql"],
    When = "A column is added and used in one batch",
    Effect = "The batch does not compile: {column} of {table} does not exist yet when the batch is read (207)",
    Instead = "Put GO between the two statements, or run the second through EXEC",
    Sources = ["https://learn.microsoft.com/sql/t-sql/language-elements/sql-server-utilities-statements-go"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        var added = new List<AddColumn>();
        foreach (var step in migration.Steps)
        {
            if (!step.Database.CompilesWholeBatch || step.Operation is EndBatch)
            {
                added.Clear();
            }
            else if (step.Operation is AddColumn add && step.Before.IsExisting(add.Of) && !step.Step.Nested)
            {
                added.Add(add);
            }
            else if (!step.Step.Nested && step.Operation is UpdateRows update && added.Find(a => Uses(update, a, step)) is { } column)
            {
                yield return Report(step, ("column", column.Column.Name));
                added.Clear();
            }
        }
    }

    private static bool Uses(UpdateRows update, AddColumn add, StepContext step) => step.Database.Syntax.Same(update.Of, add.Of)
        && (update.Columns.Exists(c => step.Database.Syntax.Same(c, add.Column.Name)) || update.Where?.Mentions(add.Column.Name) == true);
}
