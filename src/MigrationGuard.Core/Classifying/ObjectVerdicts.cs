using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What operations on views, routines, sequences and other objects mean to clients.</summary>
internal static class ObjectVerdicts
{
    public static Verdicts CreateView(CreateView operation, SimulationState before)
    {
        if (!operation.Replace || !before.IsExisting(operation.Name))
        {
            return Verdicts.Fine;
        }

        var known = before.Schema.Find(operation.Name)?.View;
        if (known is not null && known.Query.Equals(operation.Query) && known.Columns == operation.Columns)
        {
            return Verdicts.Fine;
        }

        return Verdicts.BreakOld($"queries on {operation.Name} return what its new definition says{(known is null ? ", if it exists already" : "")}");
    }

    public static Verdicts Refresh(RefreshView operation, SimulationState before) => operation.NoData && before.IsExisting(operation.Name)
        ? Verdicts.BreakOld($"queries on {operation.Name} fail until it is refreshed with data")
        : Verdicts.Fine;

    public static Verdicts CreateRoutine(CreateRoutine operation, SimulationState before)
    {
        if (!operation.Replace || !before.IsExisting(ObjectKind.Routine, operation.Name))
        {
            return Verdicts.Fine;
        }

        var known = before.Schema.FindObject(ObjectKind.Routine, operation.Name)?.Routine;
        return known switch
        {
            null => Verdicts.Note($"if {operation.Name} exists already, both versions get its new body"),
            { Body: { } body } when body.Equals(operation.Body) && known.Signature == operation.Signature => Verdicts.Fine,
            _ => Verdicts.BreakOld($"calls of {operation.Name} get its new body"),
        };
    }

    public static Verdicts AlterSequence(AlterSequence operation, SimulationState before) => operation.Restarts && before.IsExisting(ObjectKind.Sequence, operation.Name)
        ? Verdicts.BreakBoth($"{operation.Name} may give ids that exist already", $"{operation.Name} may give ids that exist already")
        : Verdicts.Fine;

    public static Verdicts Create(CreateObject operation) => operation.Kind == ObjectKind.Replication
        ? Verdicts.Note("UPDATEs and DELETEs fail on published tables without a replica identity")
        : operation.Kind == ObjectKind.EventTrigger ? Verdicts.Note("DDL runs the new trigger") : Verdicts.Fine;

    public static Verdicts Alter(AlterObject operation, SimulationState before) => !before.IsExisting(operation.Kind, operation.Name) ? Verdicts.Fine : operation.Kind switch
    {
        ObjectKind.Role => Verdicts.BreakOld($"sessions of {operation.Name} start with other rights or settings"),
        ObjectKind.Extension => Verdicts.Note($"functions and types of {operation.Name} may behave differently in its new version"),
        _ => Verdicts.Note($"{operation.Name} may behave differently"),
    };

    public static Verdicts Rename(RenameObject operation, SimulationState before) => before.IsExisting(operation.Kind, operation.Name)
        ? Verdicts.BreakBoth($"statements that name {operation.Name} fail", $"statements that name {operation.NewSchema ?? operation.NewName} fail until the rename has run")
        : Verdicts.Fine;

    public static Verdicts Drop(DropObject operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Kind, operation.Name))
        {
            return Verdicts.Fine;
        }

        return operation.Kind switch
        {
            ObjectKind.EventTrigger or ObjectKind.Replication => Verdicts.Note($"what {operation.Name} passed on no longer arrives"),
            ObjectKind.Role => Verdicts.BreakOld($"sessions of {operation.Name} cannot be opened"),
            ObjectKind.Schema or ObjectKind.Database => Verdicts.BreakOld($"everything in {operation.Name} is gone"),
            ObjectKind.Extension => Verdicts.BreakOld($"functions and types of {operation.Name} are gone"),
            _ => Verdicts.BreakOld($"statements that name {operation.Name} fail"),
        };
    }
}
