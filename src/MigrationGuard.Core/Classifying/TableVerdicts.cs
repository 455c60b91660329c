using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What operations on tables mean to clients.</summary>
internal static class TableVerdicts
{
    public static Verdicts Create(CreateTable operation, SimulationState before)
    {
        var verdicts = References(operation.Name, operation.Constraints, before);
        foreach (var column in operation.Columns)
        {
            verdicts = verdicts.And(References(operation.Name, column.Constraints, before));
        }

        foreach (var parent in operation.Inherits)
        {
            if (before.IsExisting(parent))
            {
                verdicts = verdicts.And(Verdicts.Note($"queries on {parent} also return the rows of {operation.Name}"));
            }
        }

        return verdicts;
    }

    public static Verdicts Drop(DropTable operation, SimulationState before) => before.IsExisting(operation.Name)
        ? Verdicts.BreakOld($"statements that name {operation.Name} fail and its rows are gone{(operation.Cascade ? ", with the views and foreign keys that depend on it" : "")}")
        : Verdicts.Fine;

    public static Verdicts Rename(ObjectName from, ObjectName to, SimulationState before) => before.IsExisting(from)
        ? Verdicts.BreakBoth($"statements that name {from} fail", $"statements that name {to} fail until the rename has run")
        : Verdicts.Fine;

    public static Verdicts SetLogging(SetTableLogging operation, SimulationState before) => !operation.Logged && before.IsExisting(operation.Name)
        ? Verdicts.Note($"the rows of {operation.Name} are lost after a crash and do not reach replicas")
        : Verdicts.Fine;

    public static Verdicts Inherit(ChangeInheritance operation, SimulationState before) => !before.IsExisting(operation.Parent)
        ? Verdicts.Fine
        : operation.Inherit
            ? Verdicts.BreakOld($"queries on {operation.Parent} also return the rows of {operation.Name}")
            : Verdicts.BreakOld($"queries on {operation.Parent} no longer return the rows of {operation.Name}");

    public static Verdicts SetVersioning(ChangeSystemVersioning operation, SimulationState before) => !before.IsExisting(operation.Name)
        ? Verdicts.Fine
        : operation.On
            ? Verdicts.Note($"TRUNCATE of {operation.Name} fails")
            : Verdicts.BreakOld($"FOR SYSTEM_TIME queries on {operation.Name} fail and its changes are no longer recorded");

    public static Verdicts Attach(AttachPartition operation, SimulationState before)
        => operation.IsIndex || !before.IsExisting(operation.Parent) || !before.IsExisting(operation.Partition)
            ? Verdicts.Fine
            : Verdicts.Note($"queries on {operation.Parent} also return the rows of {operation.Partition}, which takes only rows within its bounds");

    public static Verdicts Detach(DetachPartition operation, SimulationState before) => before.IsExisting(operation.Parent) && before.IsExisting(operation.Partition)
        ? Verdicts.BreakOld($"queries on {operation.Parent} no longer return the rows of {operation.Partition} and INSERTs of such rows fail")
        : Verdicts.Fine;

    public static Verdicts Switch(SwitchPartition operation, SimulationState before) => before.IsExisting(operation.Source)
        ? Verdicts.Note($"rows move from {operation.Source} to {operation.Target}")
        : Verdicts.Fine;

    /// <summary>A new table that refers to an existing one is exempt itself, but the rows that come to stand in it hold those of the other fast.</summary>
    private static Verdicts References(ObjectName table, EquatableList<ConstraintDefinition> constraints, SimulationState before)
    {
        var verdicts = Verdicts.Fine;
        foreach (var constraint in constraints)
        {
            if (constraint is ForeignKeyConstraint key)
            {
                verdicts = verdicts.And(ConstraintVerdicts.OnParent(table, key, before));
            }
        }

        return verdicts;
    }
}
