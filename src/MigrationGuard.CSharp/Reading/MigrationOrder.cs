using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The order in which migrations run.</summary>
internal static class MigrationOrder
{
    private static readonly Comparer<HistoryPlace> Places = Comparer<HistoryPlace>.Create(static (left, right) => left.CompareTo(right));

    /// <summary>By version, then name; those without a version, maintenance and profiles behind them; the way down behind the way up; of equal ones, as they were found.</summary>
    public static IReadOnlyList<SourceMigration> Sort(IReadOnlyList<SourceMigration> migrations)
        => [.. migrations
            .OrderBy(static read => new HistoryPlace(Stage(read), read.Migration.Id.Version, read.Migration.Id.Name), Places)
            .ThenBy(static read => read.Migration.Direction)];

    private static int Stage(SourceMigration read)
        => read.Profile is not null ? 3 : read.Maintenance is not null ? 2 : read.Migration.Id.Version.Length == 0 ? 1 : 0;
}
