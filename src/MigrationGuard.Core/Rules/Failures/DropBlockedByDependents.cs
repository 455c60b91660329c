using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class DropBlockedByDependents() : MigrationRule(new RuleInfo("MG0611", nameof(DropBlockedByDependents))
{
    Title = "Something still depends on what is dropped",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["drop-column-cascade"],
    When = "A table, view, column or type is dropped without CASCADE while the history knows a view, foreign key or column that depends on it",
    Effect = "The migration fails here (2BP01): {dependents} depend{s} on it",
    Instead = "Drop {dependents} before, each in its own right; CASCADE would take what you do not see too",
    Sources = ["https://www.postgresql.org/docs/current/ddl-depend.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            IReadOnlyList<string> dependents = step.Operation switch
            {
                DropTable { Cascade: false } drop => Dependents.Blocking(drop.Name, step, name => IsLeaving(migration, step, name)),
                DropObject { Cascade: false, Kind: ObjectKind.View or ObjectKind.MaterializedView } drop => Dependents.Blocking(drop.Name, step, name => IsLeaving(migration, step, name)),
                DropColumn { Cascade: false } drop => Dependents.Blocking(drop, step),
                DropType { Cascade: false } drop => [.. Dependents.ColumnsOf(drop.Name, step).Select(c => "column " + c)],
                _ => [],
            };
            if (dependents.Count > 0 && step is { Step.Conditional: false })
            {
                yield return Report(step, ("dependents", string.Join(", ", dependents)), ("s", dependents.Count == 1 ? "s" : ""));
            }
        }
    }

    // DROP TABLE a, b: what goes with the same statement is no obstacle.
    private static bool IsLeaving(MigrationContext migration, StepContext step, ObjectName name)
    {
        var first = step.Position;
        while (first > 0 && migration.Steps[first - 1].Step.Statement == step.Step.Statement)
        {
            first--;
        }

        for (var i = first; i < migration.Steps.Count && migration.Steps[i].Step.Statement == step.Step.Statement; i++)
        {
            var dropped = migration.Steps[i].Operation switch
            {
                DropTable drop => drop.Name,
                DropObject drop => drop.Name,
                _ => default(ObjectName?),
            };
            if (dropped is { } other && step.Database.Syntax.Same(other, name))
            {
                return true;
            }
        }

        return false;
    }
}
