using MigrationGuard.Databases;

namespace MigrationGuard.Rules;

/// <summary>Which of a step's locks others can wait for: those on relations that existed before the migration.</summary>
internal static class BlockingLocks
{
    /// <summary>The strongest lock of the step that keeps out reads or writes of a relation that others use; null when there is none.</summary>
    public static RelationLock? Of(StepContext step)
    {
        RelationLock? strongest = null;
        foreach (var taken in step.Classification.Cost.Locks)
        {
            if ((taken.Mode.BlocksWrites || taken.Mode.BlocksReads)
                && (strongest is null || taken.Mode.Strength > strongest.Mode.Strength)
                && step.Before.IsExisting(taken.Relation))
            {
                strongest = taken;
            }
        }

        return strongest;
    }
}
