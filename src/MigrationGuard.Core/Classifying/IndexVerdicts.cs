using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What operations on indexes mean to clients.</summary>
internal static class IndexVerdicts
{
    public static Verdicts Create(CreateIndex operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Of))
        {
            return Verdicts.Fine;
        }

        return (operation.Unique ? UniqueVerdicts.Of(operation, before) : Verdicts.Fine)
            .And(Expressions(operation, before))
            .And(LongValues(operation, before));
    }

    public static Verdicts Drop(DropIndex operation, SimulationState before)
    {
        var index = before.Schema.FindIndex(operation.Name, operation.On);
        if (!before.IsExisting(index) || (operation.On is { } on && !before.IsExisting(on)))
        {
            return Verdicts.Fine;
        }

        if (index is null)
        {
            return Verdicts.BreakOld($"queries that need {operation.Name} become slow; if it is unique, the new version may write duplicates");
        }

        if (Replacement(index, before) is { } other)
        {
            return Verdicts.Note($"queries that used {index.Name.Name} use {other.Name.Name} instead");
        }

        var slow = Verdicts.BreakOld($"queries on {index.Of} that need {index.Name.Name} become slow");
        return index.Definition.Unique ? UniqueVerdicts.Drop(index.Of, index.Name.Name, before).And(slow) : slow;
    }

    public static Verdicts Rename(RenameIndex operation, SimulationState before)
    {
        var index = before.Schema.FindIndex(operation.Name, operation.On);
        return !before.IsExisting(index) || (operation.On is { } on && !before.IsExisting(on))
            ? Verdicts.Fine
            : before.Database.HasIndexHints
                ? Verdicts.BreakOld($"statements with an index hint on {operation.Name} fail")
                : index is { Definition.Unique: false }
                    ? Verdicts.Fine
                    : Verdicts.BreakOld($"clients that recognise unique violations by the name {operation.Name} no longer do");
    }

    public static Verdicts Alter(AlterIndex operation, SimulationState before)
        => operation.Change == IndexChange.Disable ? Drop(new DropIndex(operation.Name) { On = operation.On }, before) : Verdicts.Fine;

    private static Verdicts Expressions(CreateIndex operation, SimulationState before)
    {
        var raises = operation.Keys.Exists(k => k.Expression is not null);
        var needsOptions = before.Database.FilteredIndexNeedsSetOptions
            && (operation.Where is not null || operation.Keys.Exists(k => k.Column is { } c && before.Schema.FindColumn(operation.Of, c)?.Generated is GeneratedKind.Stored or GeneratedKind.Virtual));
        return (raises ? Verdicts.Note($"writes to {operation.Of} fail for rows for which the expression of {operation.Name ?? "the index"} cannot be computed") : Verdicts.Fine)
            .And(needsOptions ? Verdicts.Note($"writes to {operation.Of} fail in sessions with QUOTED_IDENTIFIER, ANSI_NULLS or ARITHABORT off") : Verdicts.Fine);
    }

    private static Verdicts LongValues(CreateIndex operation, SimulationState before)
    {
        if (operation.Method is not (null or "btree") || operation.Kind is IndexKind.Columnstore or IndexKind.Special)
        {
            return Verdicts.Fine;
        }

        foreach (var key in operation.Keys)
        {
            if (key.Column is { } column && before.Schema.FindColumn(operation.Of, column)?.Type is { } type && MayBeTooLong(type, operation, before))
            {
                return Verdicts.Note($"writes of very long values to {Existing.At(operation.Of, column)} fail, because an index key is limited");
            }
        }

        return Verdicts.Fine;
    }

    private static bool MayBeTooLong(DataType type, CreateIndex operation, SimulationState before)
        => before.Database.IsUnbounded(type)
            || (before.Database.MaximumIndexKeyBytes(operation.Kind == IndexKind.Clustered) is { } limit && before.Database.MaximumBytes(type) > limit);

    /// <summary>Another index that serves the same queries: its keys begin with the same columns, and it is unique on them if the dropped one is.</summary>
    private static TableIndex? Replacement(TableIndex dropped, SimulationState before)
    {
        foreach (var other in before.Schema.IndexesOf(dropped.Of))
        {
            if (!before.Schema.Syntax.Same(other.Name, dropped.Name) && Covers(other.Definition, dropped.Definition, before.Schema.Syntax.Names))
            {
                return other;
            }
        }

        return null;
    }

    private static bool Covers(CreateIndex other, CreateIndex dropped, StringComparer names)
    {
        if (other.Keys.Count < dropped.Keys.Count || other.Method != dropped.Method || !Equals(other.Where, dropped.Where)
            || (dropped.Unique && (!other.Unique || other.Keys.Count != dropped.Keys.Count)))
        {
            return false;
        }

        for (var i = 0; i < dropped.Keys.Count; i++)
        {
            if (!names.Equals(other.Keys[i].Column, dropped.Keys[i].Column) || !Equals(other.Keys[i].Expression, dropped.Keys[i].Expression))
            {
                return false;
            }
        }

        return true;
    }
}
