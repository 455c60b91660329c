using MigrationGuard.Databases;
using MigrationGuard.Operations;

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
                && IsExisting(taken.Relation, step))
            {
                strongest = taken;
            }
        }

        return strongest;
    }

    /// <summary>Whether the relation existed before the migration; an index did when its table did.</summary>
    public static bool IsExisting(ObjectName relation, StepContext step) => step.Before.IsExisting(
        step.Before.Schema.Find(relation) is null && step.Before.Schema.Indexes.Find(relation) is { } index ? index.Of : relation);
}
