using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

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
    internal override HistoryWatch Watch() => new Unvalidated(this);

    private static bool IsOpen(ObjectName table, string name, DatabaseSchema end)
        => end.Find(table)?.Constraint(name, end.Syntax.Names) is { Validated: false };

    private sealed class Unvalidated(ConstraintNeverValidated rule) : HistoryWatch
    {
        private readonly List<(StepContext Step, ObjectName Table, string Name)> _added = [];

        public override void See(MigrationContext migration)
        {
            foreach (var step in migration.Steps)
            {
                if (step.Operation is AddConstraint { Constraint: { NotValid: true, NotEnforced: false } } add && ConstraintPlan.Named(add, step.Before).Name is { } name)
                {
                    _added.Add((Kept(step), add.Of, name));
                }
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end)
        {
            foreach (var (step, table, name) in _added)
            {
                if (IsOpen(table, name, end.Schema))
                {
                    yield return rule.Report(step, ("constraint", name)) with { Suggestion = step.Sql(new ValidateConstraint(table, name)) + ";" };
                }
            }
        }
    }
}
