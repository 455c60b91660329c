using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using MigrationGuard.Migrations;
using EfMigration = Microsoft.EntityFrameworkCore.Migrations.Migration;

namespace MigrationGuard.EntityFrameworkCore.Collecting;

/// <summary>Tells which migrations EF Core would run. Source: <c>Migrator.PopulateMigrations</c> of EF Core 10.</summary>
internal static class PendingSteps
{
    /// <summary>The migrations in the order in which they would run.</summary>
    /// <param name="assembly">All migrations of the context.</param>
    /// <param name="history">The ids that are applied.</param>
    /// <param name="target">Where to go: null for the newest, <c>0</c> for none.</param>
    /// <exception cref="InvalidOperationException">There is no such target.</exception>
    public static IReadOnlyList<PendingStep> Of(IMigrationsAssembly assembly, IEnumerable<string> history, string? target)
    {
        var applied = history.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var goal = string.IsNullOrEmpty(target) || target == EfMigration.InitialDatabase ? null : assembly.GetMigrationId(target);
        // The order is EF Core's own, which is that of the culture.
        var all = assembly.Migrations.OrderBy(static migration => migration.Key, StringComparer.CurrentCulture).ToList();
        var down = target == EfMigration.InitialDatabase ? all.FindAll(one => applied.Contains(one.Key))
            : goal is null ? []
            : all.FindAll(one => applied.Contains(one.Key) && IsBehind(one.Key, goal));
        down.Reverse();
        var up = target == EfMigration.InitialDatabase ? [] : all.FindAll(one => !applied.Contains(one.Key) && (goal is null || !IsBehind(one.Key, goal)));
        var last = goal is not null && applied.Contains(goal) ? all.Find(one => string.Equals(one.Key, goal, StringComparison.OrdinalIgnoreCase)).Value : null;
        return
        [
            .. down.Select((one, i) => new PendingStep(one.Key, one.Value, Direction.Down) { Before = i + 1 < down.Count ? down[i + 1].Value : last }),
            .. up.Select(static one => new PendingStep(one.Key, one.Value, Direction.Up)),
        ];
    }

    private static bool IsBehind(string id, string goal) => string.Compare(id, goal, StringComparison.OrdinalIgnoreCase) > 0;
}
