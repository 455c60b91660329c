using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Release;

internal sealed class RenamedTableShim() : HistoryRule(new RuleInfo("MG0710", nameof(RenamedTableShim))
{
    Title = "A view under the old name of a table",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["rename-table-view-shim-gaps", "view-check-option"],
    When = "A table is renamed and a view takes its old name in the same migration: an error when the view does not hold, a warning when nothing is granted on it, else a note",
    Effect = "{table} is a view from now on; {effect}",
    Instead = "Let {table} go on meaning the same: {instead}",
    Sources =
    [
        "https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS",
        "measured on PostgreSQL 15 and 18: which statements of an old version pass on the view",
    ],
})
{
    internal override HistoryWatch Watch() => new Shims(this);

    private Finding About(RenameShim shim, ShimGrants grants, MigrationContext migration)
    {
        var gaps = new List<string>(shim.Gaps());
        var missing = grants.Missing(shim, migration);
        if (missing.Count > 0)
        {
            gaps.Add($"it comes without the privileges of the table: {string.Join(", ", missing)}");
        }

        var carried = string.Join(", ", shim.Step.Database.NotCarriedByViews);
        if (gaps.Count > 0)
        {
            return Report(
                shim.Step,
                ("effect", "statements of the old version fail or read something else: " + string.Join("; ", gaps)),
                ("instead", $"SELECT every column of {shim.NewName} without a condition, in the transaction of the rename, and grant on the view what is granted on the table; or keep the name and map the new version to it")) with
            {
                Plan = RemovalPlan.RenameWithView(shim.Rename.Operation, shim.OldName, shim.NewName, shim.Rename.Before),
            };
        }

        return grants.IsSilent(shim, migration)
            ? Report(
                shim.Step,
                ("effect", $"nothing is granted on it, so that statements of an application with another role than the migration's are refused; and no view carries {carried}"),
                ("instead", "GRANT SELECT, INSERT, UPDATE, DELETE on it to the role of the application in the same migration")) with
            {
                Severity = Severity.Warning,
                Plan = RemovalPlan.RenameWithView(shim.Rename.Operation, shim.OldName, shim.NewName, shim.Rename.Before),
            }
            : Report(
                shim.Step,
                ("effect", $"reads and writes of the old version go on, but not {carried}"),
                ("instead", "make sure that no live version uses those, and drop the view in a contract migration")) with
            {
                Severity = Severity.Info,
            };
    }

    private sealed class Shims(RenamedTableShim rule) : HistoryWatch
    {
        private readonly ShimGrants _grants = new();
        private readonly List<Finding> _findings = [];

        public override void See(MigrationContext migration)
        {
            foreach (var step in migration.Steps)
            {
                if (RenameShim.Of(migration, step) is { } shim && step.MayUse(shim.OldName))
                {
                    _findings.Add(rule.About(shim, _grants, migration));
                }

                _grants.See(step.Operation);
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end) => _findings;
    }
}
