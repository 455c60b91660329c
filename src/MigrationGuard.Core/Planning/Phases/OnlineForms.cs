using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>Operations that the server can also do while reads and writes go on.</summary>
internal static class OnlineForms
{
    /// <summary>The online form; null when the step has none, needs none or the relation is partitioned.</summary>
    public static Operation? Of(StepContext step) => !step.Database.HasOnlineIndex || BlockingLocks.Of(step) is null ? null : step.Operation switch
    {
        CreateIndex { Concurrently: false } index when step.Before.IsExisting(index.Of) && !IsPartitioned(index.Of, step) => Named(index, step) with { Concurrently = true },
        DropIndex { Concurrently: false, Cascade: false } index when step.Database.HasOnlineDropIndex && TableOf(index, step) is { } table && !IsPartitioned(table, step) => index with { Concurrently = true },
        Reindex { Concurrently: false } reindex => reindex with { Concurrently = true },
        _ => null,
    };

    // The name that the server would choose: without one nobody finds it again after a crash.
    private static CreateIndex Named(CreateIndex index, StepContext step) => index with { Name = index.Name ?? ChosenNames.Of(step.Before.Schema, index, step.Database) };

    private static ObjectName? TableOf(DropIndex index, StepContext step) => step.Before.Schema.FindIndex(index.Name, index.On)?.Of ?? index.On;

    private static bool IsPartitioned(ObjectName table, StepContext step) => step.Before.Schema.Find(table)?.Partitioned == true;
}
