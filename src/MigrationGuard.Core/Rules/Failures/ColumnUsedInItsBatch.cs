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
            else if (!step.Step.Nested && added.Find(a => Uses(step.Operation, a, step)) is { } column)
            {
                yield return Report(step, ("column", column.Column.Name));
                added.Clear();
            }
        }
    }

    private static bool Uses(Operation operation, AddColumn add, StepContext step)
    {
        var syntax = step.Database.Syntax;
        return operation switch
        {
            UpdateRows o => syntax.Same(o.Of, add.Of) && (o.Columns.Exists(IsAdded) || o.Where?.Mentions(add.Column.Name) == true),
            DeleteRows o => syntax.Same(o.Of, add.Of) && o.Where?.Mentions(add.Column.Name) == true,
            InsertRows o => syntax.Same(o.Of, add.Of) && o.Columns.Exists(IsAdded),
            _ => false,
        };

        bool IsAdded(string column) => syntax.Same(column, add.Column.Name);
    }
}
