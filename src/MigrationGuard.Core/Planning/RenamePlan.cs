using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>What a user meant by renaming a column: add, keep in step, fill, drop.</summary>
internal static class RenamePlan
{
    /// <summary>The plan that leads from one column to the other.</summary>
    public static Plan For(ObjectName table, string column, string newName, SimulationState before)
    {
        var plan = new ColumnPlan(before, table);
        var known = plan.Known(column);
        var added = new ColumnDefinition(newName, known?.Type?.WithoutSequence ?? DataType.Of("text")) { Collation = known?.Collation };
        var text = plan.Replace(added, new SyncedColumns(table, column, newName) { Type = added.Type, OldType = added.Type });
        if (known?.Nullable == false)
        {
            plan.Require(text, newName, added.Type, $"{newName} is as strict as {column} was");
        }

        return text.Build() with { Note = known?.Type is null ? $"text stands for the type of {column}" : null };
    }
}
