using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources.Layouts;

namespace MigrationGuard.Cli.Checking;

/// <summary>Which migrations are released already.</summary>
internal static class Baseline
{
    /// <summary>The migration of the set that a baseline names: by version, version and name, or file; null when there is none.</summary>
    public static PlacedFile? Find(MigrationSet set, string baseline)
        => set.Files.Find(file => Names(file).Contains(baseline, StringComparer.OrdinalIgnoreCase))
            ?? set.Files.Find(file => file.Placement.Version.Length > 0 && VersionOrder.Instance.Compare(file.Placement.Version, baseline) == 0);

    /// <summary>Paths of the migrations up to and including the baseline. One that the set does not have counts by its version; without one nothing is released.</summary>
    public static HashSet<string> Released(MigrationSet set, string baseline)
    {
        var last = Find(set, baseline)?.Placement ?? new Placement("", Layout.SplitVersion(baseline.TrimStart('V', 'v')).Version, "\uFFFF");
        var released = new HashSet<string>(StringComparer.Ordinal);
        if (last.Version.Length > 0 || last.Name != "\uFFFF")
        {
            foreach (var file in set.Files)
            {
                if (Compare(file.Placement, last) <= 0)
                {
                    released.Add(file.File.Path);
                }
            }
        }

        return released;
    }

    /// <summary>Refuses a baseline that none of the sets has.</summary>
    /// <exception cref="UsageException">None has.</exception>
    public static void Verify(Setting<string> baseline, IReadOnlyList<MigrationSet> sets)
    {
        if (!sets.Any(set => Find(set, baseline.Value) is not null))
        {
            var nearest = Nearest.To(baseline.Value, sets.SelectMany(set => set.Files).Select(file => file.Id), 3);
            throw new UsageException($"{baseline.Origin}: no migration is called \"{baseline.Value}\"; nearest are {Words.List(nearest)}");
        }
    }

    private static IEnumerable<string> Names(PlacedFile file) => [file.Placement.Version, file.Id, file.File.Name, file.File.Path];

    private static int Compare(Placement left, Placement right)
    {
        var order = left.Stage.CompareTo(right.Stage);
        order = order != 0 ? order : VersionOrder.Instance.Compare(left.Version, right.Version);
        return order != 0 ? order : VersionOrder.Instance.Compare(left.Name, right.Name);
    }
}
