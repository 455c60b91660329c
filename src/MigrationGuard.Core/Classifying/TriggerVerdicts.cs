using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What triggers and rules mean to clients. A trigger that keeps two columns in step is the tool of an expand, so that only what surely changes writes breaks.</summary>
internal static class TriggerVerdicts
{
    public static Verdicts Create(CreateTrigger operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Of))
        {
            return Verdicts.Fine;
        }

        if (operation.InsteadOf)
        {
            return Verdicts.BreakBoth($"writes to {operation.Of} do what {operation.Name} does instead", $"writes to {operation.Of} go to it itself until {operation.Name} is there");
        }

        return before.Database.TriggersBreakOutput
            ? Verdicts.BreakOld($"INSERT, UPDATE and DELETE on {operation.Of} with OUTPUT but without INTO fail, as EF Core sends them by default")
            : Verdicts.Note($"writes to {operation.Of} also run {operation.Name}, in the same transaction");
    }

    public static Verdicts Drop(DropTrigger operation, SimulationState before)
    {
        var table = before.Schema.Find(operation.Of);
        var trigger = table?.Triggers.Find(t => before.Schema.Syntax.Same(t.Name, operation.Name));
        var absent = trigger is null && table is { Origin.Migration: > 0 } && operation.IfExists;
        return !before.IsExisting(operation.Of) || absent || trigger?.Origin.Migration == before.Migration
            ? Verdicts.Fine
            : Verdicts.BreakOld($"writes{(before.Schema.Syntax.Same(operation.Of.Name, operation.Name) ? "" : $" to {operation.Of}")} no longer run {operation.Name}, so that what it kept in step diverges");
    }

    public static Verdicts Switch(SwitchTrigger operation, SimulationState before) => before.IsExisting(operation.Of)
        ? Verdicts.BreakOld($"writes to {operation.Of} {(operation.Enable ? "now" : "no longer")} run {operation.Name}")
        : Verdicts.Fine;

    public static Verdicts Create(CreateRule operation, SimulationState before) => !before.IsExisting(operation.Of)
        ? Verdicts.Fine
        : operation.Instead
            ? Verdicts.BreakBoth($"statements on {operation.Of} do what {operation.Name} does instead", $"statements on {operation.Of} go to it itself until {operation.Name} is there")
            : Verdicts.Note($"statements on {operation.Of} also do what {operation.Name} does");

    public static Verdicts Drop(DropRule operation, SimulationState before) => before.IsExisting(operation.Of)
        ? Verdicts.BreakOld($"statements on {operation.Of} no longer do what {operation.Name} did")
        : Verdicts.Fine;
}
