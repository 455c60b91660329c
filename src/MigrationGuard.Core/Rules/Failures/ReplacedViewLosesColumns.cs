using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class ReplacedViewLosesColumns() : StepRule<CreateView>(new RuleInfo("MG0610", nameof(ReplacedViewLosesColumns))
{
    Title = "CREATE OR REPLACE VIEW cannot drop or rename columns",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Catalogue = ["change-view-columns"],
    When = "A view is replaced by one that lacks a known column, or has it in another place, on a server that refuses this",
    Effect = "The migration fails here (42P16): {table} has the columns {columns}, and the new definition must begin with them",
    Instead = "Add new columns at the end only; for another shape create a view of another name ({renamed}) and let the new version read that",
    Sources = ["https://www.postgresql.org/docs/current/sql-createview.html", "measured on PostgreSQL 15 and 18: 42P16"],
})
{
    protected override IEnumerable<Finding> Check(CreateView operation, StepContext step)
    {
        if (!Fails(operation, step))
        {
            return [];
        }

        var renamed = operation.Name with { Name = operation.Name.Name + "_v2" };
        var columns = string.Join(", ", step.Before.Schema.Find(operation.Name)!.Columns.Select(c => c.Name));
        return [Report(step, ("columns", columns), ("renamed", renamed)) with { Suggestion = step.Sql(operation with { Name = renamed, Replace = false }) + ";" }];
    }

    /// <summary>Whether the server surely refuses to replace the view.</summary>
    internal static bool Fails(CreateView operation, StepContext step)
    {
        var output = operation.Columns.Count > 0 ? operation.Columns : operation.OutputColumns;
        if (!operation.Replace || !step.Database.ReplacedViewKeepsColumns || output is not { } names || step.Before.Schema.Find(operation.Name) is not { Existence: Schema.Existence.Exists, View: not null } known)
        {
            return false;
        }

        for (var i = 0; i < known.Columns.Count; i++)
        {
            if (i >= names.Count || !step.Database.Syntax.Same(names[i], known.Columns[i].Name))
            {
                return true;
            }
        }

        return false;
    }
}
