using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What demanding or giving up uniqueness means to clients.</summary>
internal static class UniqueVerdicts
{
    public static Verdicts Of(ObjectName table, EquatableList<string> columns, SimulationState before, bool nullsNotDistinct)
    {
        if (IsUniqueAlready(table, columns, before))
        {
            return Verdicts.Fine;
        }

        var nullsEqual = nullsNotDistinct || before.Database.UniqueTreatsNullsEqual;
        foreach (var name in columns)
        {
            if (before.IsFresh(table, name) && before.Schema.FindColumn(table, name) is { } column)
            {
                var repeats = column.HasDefault == true ? !before.FillsDistinctly(column) : nullsEqual;
                if (!repeats)
                {
                    return Verdicts.Fine;
                }
            }
        }

        return Verdicts.BreakOld($"INSERTs and UPDATEs that repeat {string.Join(", ", columns)} in {table} fail");
    }

    public static Verdicts Of(CreateIndex operation, SimulationState before)
    {
        var columns = IndexEffects.Columns(operation);
        return columns.Count == operation.Keys.Count && operation.Where is null
            ? Of(operation.Of, columns, before, operation.NullsNotDistinct)
            : Verdicts.BreakOld($"INSERTs and UPDATEs of {operation.Of} that repeat the key of {operation.Name ?? "the index"} fail");
    }

    /// <summary>What dropping the unique constraint or index of that name means.</summary>
    public static Verdicts Drop(ObjectName table, string name, SimulationState before) => Verdicts.BreakOld(
        $"the new version may write duplicates to {table} that {name} kept from the old one"
        + (before.Database.UpsertsNeedUniqueIndex ? ", and ON CONFLICT on its columns fails" : ""));

    /// <summary>Whether fewer or the same columns are known to be unique by another index than the one of that name.</summary>
    public static bool IsUniqueAlready(ObjectName table, EquatableList<string> columns, SimulationState before, string? except = null)
    {
        var names = before.Schema.Syntax.Names;
        foreach (var index in before.Schema.IndexesOf(table))
        {
            var keys = index.Definition.Keys;
            if (!names.Equals(index.Name.Name, except) && index.Definition is { Unique: true, Where: null } && keys.Count > 0
                && !keys.Exists(k => k.Column is null || !columns.Exists(c => names.Equals(c, k.Column))))
            {
                return true;
            }
        }

        return false;
    }
}
