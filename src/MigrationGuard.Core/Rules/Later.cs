using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>Looks at what a migration does after one of its steps.</summary>
internal static class Later
{
    /// <summary>Whether the table is gone when the migration is done: the rule about that speaks, not those about its parts.</summary>
    public static bool IsGone(MigrationContext migration, ObjectName table) => migration.After.Schema.ExistenceOf(table) == Existence.Absent;

    /// <summary>The first operation of the kind behind the step that names <paramref name="name"/>, see <see cref="StepIndex"/>, and satisfies <paramref name="match"/>; or null.</summary>
    public static TOperation? Find<TOperation>(MigrationContext migration, StepContext step, string name, Predicate<TOperation> match)
        where TOperation : Operation
        => FindStep(migration, step, name, match)?.Operation as TOperation;

    /// <summary>The same with what is known around it.</summary>
    public static StepContext? FindStep<TOperation>(MigrationContext migration, StepContext step, string name, Predicate<TOperation> match)
        where TOperation : Operation
    {
        var places = migration.Index.Of<TOperation>(name);
        for (var i = FirstBehind(places, step.Position); i < places.Count; i++)
        {
            if (match((TOperation)migration.Steps[places[i]].Operation))
            {
                return migration.Steps[places[i]];
            }
        }

        return null;
    }

    private static int FirstBehind(IReadOnlyList<int> places, int position)
    {
        var (low, high) = (0, places.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = places[middle] <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
