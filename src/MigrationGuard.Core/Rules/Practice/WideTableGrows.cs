using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Practice;

internal sealed class WideTableGrows() : StepRule<AddColumn>(new RuleInfo("MG0802", nameof(WideTableGrows))
{
    Title = "Wide table gets another column",
    Severity = Severity.Info,
    Catalogue = ["add-columns-to-wide-table"],
    When = "A column is added to a table of which the history knows 50 columns or more",
    Effect = "{table} has {count} columns: every UPDATE writes the whole row anew, and rows near the page size get slow",
    Instead = "Put what belongs together and changes together into a table of its own with the same key",
    Sources = ["https://docs.gitlab.com/development/database/large_tables_limitations/", "https://www.postgresql.org/docs/current/limits.html"],
})
{
    private const int Wide = 50;

    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => step.Before.IsExisting(operation.Of) && step.Before.Schema.Find(operation.Of) is { Columns.Count: >= Wide } table
            ? [Report(step, ("count", table.Columns.Count))]
            : [];
}
