using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Rules.Failures;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ViewChanged() : MigrationRule(new RuleInfo("MG0235", nameof(ViewChanged))
{
    Title = "View changed under the live version",
    Severity = Severity.Warning,
    HeldInContract = true,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Catalogue = ["change-view-columns"],
    When = "A view that a live version may read gets another definition, by CREATE OR REPLACE or by DROP and CREATE; an error when it loses columns",
    Effect = "The old version reads from {table} what the new definition says{lost}",
    Instead = "Create the new definition under another name ({renamed}) for the new version, and drop {table} in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-createview.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            switch (step.Operation)
            {
                case CreateView { Replace: true } view when step.MayUse(view.Name) && step.Classification.BreaksOld.Breaks && !ReplacedViewLosesColumns.Fails(view, step):
                    yield return Of(step, view);
                    break;
                case DropObject { Kind: ObjectKind.View or ObjectKind.MaterializedView } drop when step.MayUse(drop.Name)
                    && Later.Find<CreateView>(migration, step, drop.Name.Name, v => step.Database.Syntax.Same(v.Name, drop.Name)) is { } again && !IsSame(again, step):
                    yield return Of(step, again);
                    break;
                default:
                    break;
            }
        }
    }

    private Finding Of(StepContext step, CreateView view)
    {
        var lost = LostColumns(view, step);
        var name = view.Name with { Name = view.Name.Name + "_v2" };
        var finding = Report(step, ("table", view.Name), ("renamed", name), ("lost", lost.Count == 0 ? "" : $": {string.Join(", ", lost)} fail")) with
        {
            Suggestion = step.Sql(view with { Name = name, Replace = false }) + ";",
        };

        // Whether a view is there that nobody saw being created is not known.
        return lost.Count > 0 ? finding with { Severity = Severity.Error }
            : step.Before.Schema.Find(view.Name) is null && step.Operation is CreateView ? finding with { Severity = Severity.Info }
            : finding;
    }

    /// <summary>The known columns of the view that the new definition surely does not have.</summary>
    internal static IReadOnlyList<string> LostColumns(CreateView view, StepContext step)
    {
        EquatableList<string>? output = view.Columns.Count > 0 ? view.Columns : view.OutputColumns;
        var lost = new List<string>();
        foreach (var column in step.Before.Schema.Find(view.Name)?.Columns ?? default)
        {
            if (output is { } names && !names.Exists(n => step.Database.Syntax.Same(n, column.Name)))
            {
                lost.Add($"{view.Name}.{column.Name}");
            }
        }

        return lost;
    }

    private static bool IsSame(CreateView again, StepContext step)
        => step.Before.Schema.Find(again.Name)?.View is { } known && known.Query.Equals(again.Query) && known.Columns == again.Columns;
}
