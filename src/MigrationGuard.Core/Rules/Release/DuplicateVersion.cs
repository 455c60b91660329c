using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Release;

internal sealed class DuplicateVersion() : HistoryRule(new RuleInfo("MG0720", nameof(DuplicateVersion))
{
    Title = "Two migrations have the same version",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Catalogue = ["non-linear-history"],
    When = "Two migrations of one history have the same version",
    Effect = "A runner that goes by version refuses the history, or applies only one of {first} and {second} and takes the other for done",
    Instead = "Give {second} a version of its own that comes after every released one",
    Sources = ["https://documentation.red-gate.com/flyway/flyway-concepts/migrations/versioned-migrations"],
})
{
    internal override HistoryWatch Watch() => new Versions(this);

    private static string FolderOf(string path) => path.Substring(0, Math.Max(0, path.LastIndexOf('/')));

    private sealed class Versions(DuplicateVersion rule) : HistoryWatch
    {
        private readonly Dictionary<(string Folder, string Version), string> _paths = [];
        private readonly List<Finding> _findings = [];

        public override void See(MigrationContext migration)
        {
            var (id, path) = (migration.Migration.Id, migration.Migration.Path);
            if (id.Version.Length == 0 || migration.Steps.Count == 0)
            {
                return;
            }

            var key = (FolderOf(path), id.Version);
            if (!_paths.TryGetValue(key, out var first))
            {
                _paths.Add(key, path);
            }
            else if (first != path)
            {
                _findings.Add(rule.Report(migration.Steps[0], ("first", first), ("second", path)));
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end) => _findings;
    }
}
