using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Failures;

internal sealed class TypeChangeBlockedByDependent() : StepRule<AlterColumnType>(new RuleInfo("MG0603", nameof(TypeChangeBlockedByDependent))
{
    Title = "Type of a column that a view or computed column uses",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["alter-type-used-by-view"],
    When = "The type of a column changes while a view, materialized view or computed column of the history uses it",
    Effect = "The statement fails: {dependent} uses {column} of {table}",
    Instead = "{instead}",
    InsteadInGeneral = "Drop the view, change the type and create the view again in one transaction, with its grants; beside a computed column add a second column",
    Sources = ["measured on PostgreSQL 15 and 18: 0A000 cannot alter type of a column used by a view or rule"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
    {
        foreach (var column in step.Before.Schema.Find(operation.Of)?.Columns ?? default)
        {
            if (column.GeneratedExpression?.Mentions(operation.Column) == true)
            {
                yield return Report(
                    step,
                    ("dependent", "the computed column " + column.Name),
                    ("instead", $"Add a second column of type {operation.Type} and a second computed column over it; dropping {column.Name} breaks the version that is live"));
                yield break;
            }
        }

        var views = Views(operation, step);
        if (views.Count > 0)
        {
            yield return Report(
                step,
                ("dependent", "the view " + views[views.Count - 1].Name),
                ("instead", "Drop the view, change the type and create the view again in one transaction, with the grants it had")) with
            {
                Suggestion = Around(operation, views, step),
            };
        }
    }

    private static List<CreateView> Views(AlterColumnType operation, StepContext step)
    {
        var views = new List<CreateView>();
        var schema = step.Before.Schema;
        foreach (var name in schema.Find(operation.Of)?.ReadBy ?? default)
        {
            if (schema.Find(name) is { Existence: not Existence.Absent, View: { } view } && Uses(view, operation, step))
            {
                views.Add(view);
            }
        }

        return views;
    }

    private static bool Uses(CreateView view, AlterColumnType operation, StepContext step)
        => view.Sources.Exists(s => step.Database.Syntax.Same(s, operation.Of)) && view.Query.Mentions(operation.Column);

    private static string Around(AlterColumnType operation, List<CreateView> views, StepContext step)
    {
        var statements = new List<string?>();
        for (var i = views.Count - 1; i >= 0; i--)
        {
            statements.Add(step.Sql(new DropObject(views[i].Materialized ? ObjectKind.MaterializedView : ObjectKind.View, views[i].Name)));
        }

        statements.Add(step.Sql(operation));
        foreach (var view in views)
        {
            statements.Add(step.Sql(view with { Replace = false, IfNotExists = false }));
        }

        return string.Join(";\n", statements) + ";";
    }
}
