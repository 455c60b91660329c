using MigrationGuard.Migrations;
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
        private readonly Dictionary<(string Folder, string Key), List<Seen>> _seen = [];
        private readonly List<Finding> _findings = [];

        public override void See(MigrationContext context)
        {
            var migration = context.Migration;
            if (migration.Id.Version.Length == 0)
            {
                return;
            }

            var key = KeyOf(migration);

            if (!_seen.TryGetValue(key, out var others))
            {
                _seen.Add(key, others = []);
            }

            var seen = new Seen(migration, context.Steps.Count == 0 ? null : Kept(context.Steps[0]), context.IsJudged);
            if (others.Find(other => Collide(other.Migration, migration)) is { } first && Finding(first, seen) is { } finding)
            {
                _findings.Add(finding);
            }

            others.Add(seen);
        }

        public override IEnumerable<Finding> Findings(SimulationState end) => _findings;

        private static (string Folder, string Key) KeyOf(Migration migration) => migration.Source switch
        {
            SourceKind.FluentMigrator => ("", migration.Id.Version),
            SourceKind.EntityFramework => ("", migration.Id.ToString()),
            _ => (FolderOf(migration.Path), migration.Id.Version),
        };

        private static bool Collide(Migration one, Migration other)
            => (one.Source != SourceKind.Sql || one.Path != other.Path) && (one.Tags.Count == 0 || other.Tags.Count == 0 || one.Tags.Any(tag => other.Tags.Contains(tag)));

        // The one that is released keeps its version.
        private Finding? Finding(Seen first, Seen second)
        {
            var (kept, changed) = (second.IsJudged && second.Step is not null) || first.Step is null ? (first, second) : (second, first);
            return changed.Step is null ? null : rule.Report(changed.Step, ("first", NameOf(kept.Migration)), ("second", NameOf(changed.Migration)));
        }

        private static string NameOf(Migration migration) => migration.Source == SourceKind.Sql ? migration.Path : $"{migration.Id.Name} ({migration.Path})";
    }

    private sealed record Seen(Migration Migration, StepContext? Step, bool IsJudged);
}
