using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What changes of rows mean to clients.</summary>
internal static class DataVerdicts
{
    public static Verdicts Update(UpdateRows operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Of))
        {
            return Verdicts.Fine;
        }

        if (operation.Columns.Count == 0)
        {
            return Verdicts.Unsure($"the columns of {operation.Of} that change could not be read");
        }

        var verdicts = Verdicts.Fine;
        foreach (var column in operation.Columns)
        {
            verdicts = verdicts.And(Update(operation, column, before));
        }

        return verdicts;
    }

    public static Verdicts Delete(ObjectName table, SimulationState before)
        => before.IsExisting(table) ? Verdicts.BreakOld($"rows of {table} that the old version may need are gone") : Verdicts.Fine;

    public static Verdicts Truncate(TruncateTables operation, SimulationState before)
    {
        var verdicts = Verdicts.Fine;
        foreach (var table in operation.Tables)
        {
            verdicts = verdicts.And(Delete(table, before));
        }

        return verdicts;
    }

    public static Verdicts Merge(MergeRows operation, SimulationState before) => !before.IsExisting(operation.Of)
        ? Verdicts.Fine
        : operation.Deletes ? Delete(operation.Of, before)
        : Condition.Says(operation.Definition, before.Schema.Syntax, "WHEN", "MATCHED") ? Verdicts.BreakOld($"rows of {operation.Of} change in place: the old version reads the new values")
        : Verdicts.Fine;

    private static Verdicts Update(UpdateRows operation, string name, SimulationState before)
    {
        var at = Existing.At(operation.Of, name);
        if (before.Schema.FindColumn(operation.Of, name) is { } column && before.IsPending(column.Origin))
        {
            return Verdicts.Fine;
        }

        // How a backfill sets off the trigger that fills another column.
        if (Condition.AssignsItself(operation.Assignments, name, before.Schema.Syntax))
        {
            return Verdicts.Fine;
        }

        return operation.Where is { } where && Condition.SelectsNull(where, name, before.Schema.Syntax)
            ? Verdicts.Note($"rows that had NULL in {at} read a value")
            : Verdicts.BreakOld($"{at} changes in place: the old version reads the new values");
    }
}
