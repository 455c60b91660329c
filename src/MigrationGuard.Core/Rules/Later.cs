using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>Looks at what a migration does after one of its steps.</summary>
internal static class Later
{
    /// <summary>Whether the table is gone when the migration is done: the rule about that speaks, not those about its parts.</summary>
    public static bool IsGone(MigrationContext migration, ObjectName table) => migration.After.Schema.ExistenceOf(table) == Existence.Absent;

    /// <summary>The first operation of the kind behind the step that satisfies <paramref name="match"/>, or null.</summary>
    public static TOperation? Find<TOperation>(MigrationContext migration, StepContext step, Predicate<TOperation> match)
        where TOperation : Operation
    {
        var behind = false;
        foreach (var other in migration.Steps)
        {
            if (behind && other.Operation is TOperation operation && match(operation))
            {
                return operation;
            }

            behind |= ReferenceEquals(other, step);
        }

        return null;
    }
}
