using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Planning;

/// <summary>Views, routines and triggers that a migration drops and makes anew: nobody may find them missing, so what lies between shares a transaction.</summary>
internal static class Renewals
{
    /// <summary>The number of the last step for every step at which such a stretch begins; stretches do not overlap.</summary>
    public static Dictionary<int, int> Of(MigrationContext migration)
    {
        var (made, ends) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), new Dictionary<int, int>());
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            if (Made(migration.Steps[i].Operation) is { } name)
            {
                made[name] = i;
            }
        }

        for (var (i, end) = (0, -1); i < migration.Steps.Count; i++)
        {
            if (Dropped(migration.Steps[i].Operation) is { } name && made.TryGetValue(name, out var again) && again > Math.Max(i, end))
            {
                ends[i <= end ? ends.Keys.Max() : i] = end = again;
            }
        }

        return ends;
    }

    private static string? Made(Operation operation) => operation switch
    {
        CreateView o => $"view {o.Name}",
        CreateRoutine o => $"routine {o.Name}",
        CreateTrigger o => $"trigger {o.Of} {o.Name}",
        _ => null,
    };

    private static string? Dropped(Operation operation) => operation switch
    {
        DropObject { Kind: ObjectKind.View or ObjectKind.MaterializedView } o => $"view {o.Name}",
        DropObject { Kind: ObjectKind.Routine } o => $"routine {o.Name}",
        DropTrigger o => $"trigger {o.Of} {o.Name}",
        _ => null,
    };
}
