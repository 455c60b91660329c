using MigrationGuard.Checking;
using MigrationGuard.Configuration;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Checking;

/// <summary>Which migrations are released already: history, not judged again.</summary>
public sealed class ReleasedMigrations
{
    private readonly HashSet<(string Path, MigrationId Id)> _released = [];

    /// <summary>Decides by the baselines of the settings, the last released migration of the state file, and what the host knows besides.</summary>
    public ReleasedMigrations(IReadOnlyList<SourceMigration> history, SourceCheckOptions options)
    {
        foreach (var baseline in options.Settings.Baselines)
        {
            Add([.. history.Where(migration => baseline.Key.Length == 0 || IsIn(options.FullPath(migration.Migration.Path), baseline.Key))], baseline.Value.Value);
        }

        if (options.State?.LastReleased is { } last)
        {
            Add(history, last.Value);
        }

        _released.UnionWith(history.Where(migration => options.IsHistory(migration)).Select(KeyOf));
    }

    /// <summary>Whether the migration is one of them.</summary>
    public bool Contains(Migration migration) => _released.Contains((migration.Path, migration.Id));

    /// <summary>The migration that a baseline names; null when there is none.</summary>
    public static SourceMigration? Find(IEnumerable<SourceMigration> history, string baseline) => Baseline.Find(history, baseline, PlaceOf, FilesOf);

    private void Add(IReadOnlyList<SourceMigration> history, string baseline)
        => _released.UnionWith(Baseline.Released(history, baseline, PlaceOf, FilesOf).Select(KeyOf));

    private static (string Path, MigrationId Id) KeyOf(SourceMigration migration) => (migration.Migration.Path, migration.Migration.Id);

    private static HistoryPlace PlaceOf(SourceMigration migration) => new(0, migration.Migration.Id.Version, migration.Migration.Id.Name);

    private static IEnumerable<string> FilesOf(SourceMigration migration)
        => [migration.Migration.Path.Substring(migration.Migration.Path.LastIndexOf('/') + 1), migration.Migration.Path];

    private static bool IsIn(string path, string folder) => Places.Slashed(path).StartsWith(Places.Slashed(folder).TrimEnd('/') + "/", StringComparison.Ordinal);
}
