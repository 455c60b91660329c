using MigrationGuard.Migrations;

namespace MigrationGuard.Checking;

/// <summary>Which migrations of a history are released already, given the newest one as a user names it.</summary>
public static class Baseline
{
    /// <summary>The migration that a baseline names: by version, version and name, file or path, in that order of preference, else by an equal version; null when there is none.</summary>
    /// <param name="history">The migrations.</param>
    /// <param name="baseline">What the user named.</param>
    /// <param name="placeOf">The place of a migration.</param>
    /// <param name="filesOf">Names of its file that a user may write: the name alone, the path.</param>
    public static T? Find<T>(IEnumerable<T> history, string baseline, Func<T, HistoryPlace> placeOf, Func<T, IEnumerable<string>> filesOf)
        where T : class
    {
        T? sameVersion = null;
        foreach (var migration in history)
        {
            var place = placeOf(migration);
            if (Named(place).Concat(filesOf(migration)).Contains(baseline, StringComparer.OrdinalIgnoreCase))
            {
                return migration;
            }

            sameVersion ??= place.Version.Length > 0 && VersionOrder.Instance.Compare(place.Version, baseline) == 0 ? migration : null;
        }

        return sameVersion;
    }

    /// <summary>The migrations up to and including the baseline; none when it names none and begins with no version.</summary>
    public static IEnumerable<T> Released<T>(IReadOnlyList<T> history, string baseline, Func<T, HistoryPlace> placeOf, Func<T, IEnumerable<string>> filesOf)
        where T : class
    {
        HistoryPlace? found = Find(history, baseline, placeOf, filesOf) is { } migration ? placeOf(migration) : null;
        return Last(found, baseline) is { } last ? history.Where(candidate => placeOf(candidate).CompareTo(last) <= 0) : [];
    }

    private static HistoryPlace? Last(HistoryPlace? found, string baseline)
        => found ?? (VersionedName.Split(baseline.TrimStart('V', 'v')).Version is { Length: > 0 } version ? new HistoryPlace(0, version, "\uFFFF") : null);

    private static IEnumerable<string> Named(HistoryPlace place) => [place.Version, new MigrationId(place.Version, place.Name).ToString()];
}
