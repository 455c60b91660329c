using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>What is known of an index that a step drops.</summary>
internal static class DroppedIndexes
{
    /// <summary>The index, when the history created it.</summary>
    public static TableIndex? Find(DropIndex operation, StepContext step)
        => step.Before.Schema.FindIndex(operation.Name, operation.On);

    /// <summary>Whether the index was there before this migration, or may have been.</summary>
    public static bool IsExisting(DropIndex operation, StepContext step)
        => Find(operation, step) is { } index ? index.Origin.Migration != step.Before.Migration && step.Before.IsExisting(index.Of)
            : operation.On is not { } table || step.Before.IsExisting(table);

    /// <summary>Whether another index of the table serves the same queries: its leading keys are the keys of the dropped one.</summary>
    public static bool IsReplaced(DropIndex operation, StepContext step)
    {
        if (Find(operation, step) is not { } dropped)
        {
            return false;
        }

        foreach (var other in step.Before.Schema.IndexesOf(dropped.Of))
        {
            if (other.Name != dropped.Name && Serves(other.Definition, dropped.Definition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an index that is created serves the same queries as the dropped one.</summary>
    public static bool Serves(CreateIndex created, DropIndex operation, StepContext step)
        => Find(operation, step) is { } dropped && step.Database.Syntax.Same(created.Of, dropped.Of) && Serves(created, dropped.Definition);

    private static bool Serves(CreateIndex other, CreateIndex dropped)
    {
        if (other.Keys.Count < dropped.Keys.Count || other.Method != dropped.Method || (other.Where is not null && !other.Where.Equals(dropped.Where)))
        {
            return false;
        }

        for (var i = 0; i < dropped.Keys.Count; i++)
        {
            if (other.Keys[i] != dropped.Keys[i])
            {
                return false;
            }
        }

        return !dropped.Unique || (other.Unique && other.Keys.Count == dropped.Keys.Count);
    }
}
