using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Release;

internal sealed class ConstraintNeverValidated() : HistoryRule(new RuleInfo("MG0711", nameof(ConstraintNeverValidated))
{
    Title = "A NOT VALID constraint that nothing validates",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["validate-missing"],
    When = "A constraint is added NOT VALID and no migration of the history validates or drops it",
    Effect = "Rows of {table} from before may break {constraint}: nothing may rely on it, neither code nor planner, and a restore of a dump fails on such rows",
    Instead = "Add a migration that validates it; reads and writes go on meanwhile",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT"],
})
{
    internal override IEnumerable<Finding> CheckHistory(IReadOnlyList<MigrationContext> history)
    {
        foreach (var migration in history)
        {
            foreach (var step in migration.Steps)
            {
                if (step.Operation is AddConstraint { Constraint: { NotValid: true, NotEnforced: false } } add
                    && ConstraintPlan.Named(add, step.Before).Name is { } name && IsOpen(add.Of, name, history[history.Count - 1]))
                {
                    yield return Report(step, ("constraint", name)) with { Suggestion = step.Sql(new ValidateConstraint(add.Of, name)) + ";" };
                }
            }
        }
    }

    private static bool IsOpen(ObjectName table, string name, MigrationContext last)
        => last.After.Schema.Find(table)?.Constraint(name, last.After.Schema.Syntax.Names) is { Validated: false };
}
