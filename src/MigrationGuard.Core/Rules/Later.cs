using MigrationGuard.Operations;

namespace MigrationGuard.Rules;

/// <summary>Looks at what a migration does after one of its steps.</summary>
internal static class Later
{
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
