using MigrationGuard.Checking;
using MigrationGuard.Configuration;
using MigrationGuard.Migrations;

namespace MigrationGuard.Analyzers;

/// <summary>Which migrations are released already: history, not judged again.</summary>
internal sealed class ReleasedMigrations
{
    private readonly HashSet<(string Path, MigrationId Id)> _released = [];

    /// <summary>Decides by the baselines of the settings and the last released migration of the state file.</summary>
    public ReleasedMigrations(IReadOnlyList<Migration> history, ProjectSettings settings)
    {
        foreach (var baseline in settings.Settings.Baselines)
        {
            Add([.. history.Where(migration => baseline.Key.Length == 0 || IsIn(migration, baseline.Key))], baseline.Value.Value);
        }

        if (settings.State?.LastReleased is { } last)
        {
            Add(history, last.Value);
        }
    }

    /// <summary>Whether the migration is one of them.</summary>
    public bool Contains(Migration migration) => _released.Contains((migration.Path, migration.Id));

    private void Add(IReadOnlyList<Migration> history, string baseline)
    {
        foreach (var migration in Baseline.Released(history, baseline, PlaceOf, FilesOf))
        {
            _released.Add((migration.Path, migration.Id));
        }
    }

    private static HistoryPlace PlaceOf(Migration migration) => new(0, migration.Id.Version, migration.Id.Name);

    private static IEnumerable<string> FilesOf(Migration migration) => [migration.Path.Substring(migration.Path.LastIndexOf('/') + 1), migration.Path];

    private static bool IsIn(Migration migration, string folder)
        => ProjectFiles.Slashed(migration.Path).StartsWith(ProjectFiles.Slashed(folder).TrimEnd('/') + "/", StringComparison.Ordinal);
}
