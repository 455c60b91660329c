using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Failures;

internal sealed class DroppedBefore() : HistoryRule(new RuleInfo("MG0663", nameof(DroppedBefore))
{
    Title = "The history has dropped it already",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Catalogue = ["dropped-before"],
    When = "A table or column is changed or dropped, without IF EXISTS, that a statement before it has dropped or renamed",
    Effect = "{what} is not there any more, {where} takes it away: the statement fails",
    Instead = "Take the statement out, or name what is there now; if {what} was made again outside of the migrations, make it in one",
    Sources = ["https://www.postgresql.org/docs/current/errcodes-appendix.html"],
})
{
    internal override HistoryWatch Watch() => new Drops(this);

    private sealed class Drops(DroppedBefore rule) : HistoryWatch
    {
        private readonly Dictionary<string, string> _paths = [];
        private readonly List<Finding> _findings = [];

        public override void See(MigrationContext migration)
        {
            foreach (var step in migration.Steps)
            {
                if (MayMake(step))
                {
                    _paths.Clear();
                }

                if (step is { Observed: null, Step: { Conditional: false, HasPlaceholders: false } } && Missing.In(step) is { } what && _paths.TryGetValue(what, out var path))
                {
                    _findings.Add(rule.Report(step, ("what", what), ("where", path == migration.Migration.Path ? "a statement before it" : path)));
                }
                else if (Gone(step.Operation) is { } gone)
                {
                    _paths[gone] = migration.Migration.Path;
                }
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end) => _findings;

        // Whatever is not understood may have made it again.
        private static bool MayMake(StepContext step) => step.Operation is UnreadSql or CallRoutine || (step.Operation is Query query && step.MayAct(query.Text));

        private static string? Gone(Operation operation) => operation switch
        {
            DropTable o => $"{o.Name}",
            RenameTable o => $"{o.Name}",
            DropColumn o => $"{o.Column} of {o.Of}",
            RenameColumn o => $"{o.Column} of {o.Of}",
            _ => null,
        };
    }
}
