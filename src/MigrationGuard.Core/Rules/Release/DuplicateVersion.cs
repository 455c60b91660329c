using MigrationGuard.Migrations;

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
    internal override IEnumerable<Finding> CheckHistory(IReadOnlyList<MigrationContext> history)
    {
        var seen = new Dictionary<(string Folder, string Version), MigrationContext>();
        foreach (var migration in history)
        {
            var id = migration.Migration.Id;
            if (id.Version.Length == 0 || migration.Migration.Direction != Direction.Up || migration.Steps.Count == 0)
            {
                continue;
            }

            var key = (FolderOf(migration.Migration.Path), id.Version);
            if (!seen.TryGetValue(key, out var first))
            {
                seen.Add(key, migration);
            }
            else if (first.Migration.Path != migration.Migration.Path)
            {
                yield return Report(migration.Steps[0], ("first", first.Migration.Path), ("second", migration.Migration.Path));
            }
        }
    }

    private static string FolderOf(string path) => path.Substring(0, Math.Max(0, path.LastIndexOf('/')));
}
