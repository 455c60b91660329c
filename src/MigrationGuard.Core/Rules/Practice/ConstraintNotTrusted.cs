using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Practice;

internal sealed class ConstraintNotTrusted() : HistoryRule(new RuleInfo("MG0840", nameof(ConstraintNotTrusted))
{
    Title = "A constraint is never trusted",
    Severity = Severity.Info,
    Fix = FixKind.Mechanical,
    Evidence = Evidence.History,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["nocheck-left-untrusted-mssql"],
    When = "A constraint is added or enabled WITH NOCHECK (the default of enabling) and no later migration checks it",
    Effect = "Rows of {table} that violate {what} stay unnoticed, and the optimizer does not use it",
    Instead = "Run ALTER TABLE {table} WITH CHECK CHECK CONSTRAINT {checked} in a later migration, when nobody uses the table",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    internal override HistoryWatch Watch() => new Untrusted(this);

    private sealed class Untrusted(ConstraintNotTrusted rule) : HistoryWatch
    {
        private readonly List<(StepContext Step, ObjectName Table, string? Name)> _open = [];

        public override void See(MigrationContext migration)
        {
            foreach (var step in migration.Steps)
            {
                if (step.Operation is SwitchConstraint { Enable: true, WithCheck: true } trusted)
                {
                    _open.RemoveAll(o => step.Database.Syntax.Same(o.Table, trusted.Of) && (trusted.Name == "ALL" || step.Database.Syntax.Same(o.Name, trusted.Name)));
                }
                else if (step.Operation is SwitchConstraint { Enable: true } enabled && !IsTrusted(enabled, step))
                {
                    _open.Add((Kept(step), enabled.Of, enabled.Name));
                }
                else if (step.Operation is AddConstraint { Constraint: { NotValid: true } and not DefaultConstraint } added)
                {
                    _open.Add((Kept(step), added.Of, added.Constraint.Name));
                }
                else if (step.Operation is DropConstraint dropped)
                {
                    _open.RemoveAll(o => step.Database.Syntax.Same(o.Table, dropped.Of) && step.Database.Syntax.Same(o.Name, dropped.Name));
                }
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end) => _open.Select(open => rule.Report(
            open.Step, ("what", IsOne(open.Name) ? open.Name : "its constraints"), ("checked", IsOne(open.Name) ? open.Name : "ALL")) with
            {
                Suggestion = open.Step.Sql(new SwitchConstraint(open.Table, IsOne(open.Name) ? open.Name! : "ALL") { Enable = true, WithCheck = true }) + ";",
            });

        private static bool IsOne(string? name) => name is not null and not "ALL";

        // Scripts that a tool generates enable every constraint once more behind its creation; one that is trusted stays so.
        private static bool IsTrusted(SwitchConstraint enabled, StepContext step)
            => step.Before.Schema.Find(enabled.Of)?.Constraints.Find(c => step.Database.Syntax.Same(c.Name, enabled.Name)) is { Enabled: true, Validated: true };
    }
}
