using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The order in which migrations run.</summary>
internal static class MigrationOrder
{
    /// <summary>By version, then name; the way down behind the way up; of equal ones, as they were found.</summary>
    public static IReadOnlyList<SourceMigration> Sort(IReadOnlyList<SourceMigration> migrations)
        => [.. migrations
            .OrderBy(static migration => migration.Migration.Id.Version.Length == 0)
            .ThenBy(static migration => migration.Migration.Id.Version, Comparer<string>.Create(Compare))
            .ThenBy(static migration => migration.Migration.Id.Name, StringComparer.Ordinal)
            .ThenBy(static migration => migration.Migration.Direction)];

    // Versions are numbers of any length.
    private static int Compare(string left, string right)
    {
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return a.Length != b.Length && a.All(char.IsDigit) && b.All(char.IsDigit) ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }
}
