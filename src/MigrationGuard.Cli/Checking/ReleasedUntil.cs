using MigrationGuard.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Configuration;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Checking;

/// <summary>Which files of a history are released already, given the newest one.</summary>
internal static class ReleasedUntil
{
    /// <summary>Paths of the migrations up to and including the baseline. One that the set does not have counts by its version; without one nothing is released.</summary>
    public static HashSet<string> Paths(MigrationSet set, string baseline)
        => Baseline.Released(set.Files, baseline, PlaceOf, FilesOf).Select(file => file.File.Path).ToHashSet(StringComparer.Ordinal);

    /// <summary>Refuses a baseline that none of the sets has, and that is none of the other migrations.</summary>
    /// <exception cref="UsageException">None has.</exception>
    public static void Verify(Setting<string> baseline, IReadOnlyList<MigrationSet> sets, IReadOnlyList<Migration> others)
    {
        if (!sets.Any(set => Find(set, baseline.Value) is not null) && Baseline.Find(others, baseline.Value, PlaceOf, FilesOf) is null)
        {
            var ids = sets.SelectMany(set => set.Files).Select(file => file.Id).Concat(others.Select(migration => migration.Id.ToString()).Distinct());
            var nearest = Nearest.To(baseline.Value, ids, 3);
            throw new UsageException($"{baseline.Origin}: no migration is called \"{baseline.Value}\"; nearest are {Words.List(nearest)}");
        }
    }

    private static PlacedFile? Find(MigrationSet set, string baseline) => Baseline.Find(set.Files, baseline, PlaceOf, FilesOf);

    private static HistoryPlace PlaceOf(PlacedFile file) => file.Placement.InHistory;

    private static HistoryPlace PlaceOf(Migration migration) => new(0, migration.Id.Version, migration.Id.Name);

    private static IEnumerable<string> FilesOf(Migration migration) => [Path.GetFileName(migration.Path), migration.Path];

    private static IEnumerable<string> FilesOf(PlacedFile file) => [file.File.Name, file.File.Path];
}
