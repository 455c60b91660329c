using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Cli.Plans;
using MigrationGuard.Databases;
using MigrationGuard.Execution;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Cli.Releases.Stories;

/// <summary>What the configured scripts say of the steps of a release. Scripts that cannot be read any more are none.</summary>
internal sealed class ChangeScripts(GateSettings gate, Surroundings surroundings)
{
    private static readonly Database Server = PostgreSql.Of(PostgreSql.Newest);

    /// <summary>Why what is removed is not known; null when it is.</summary>
    public string? RemovalUnknown { get; private set; }

    /// <summary>The strongest lock of every step, by its place.</summary>
    public IReadOnlyDictionary<string, string> Locks()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in Plans().SelectMany(plan => plan.Steps))
        {
            found[step.Place] = LockOf(step);
        }

        return found;
    }

    /// <summary>What the contract removes, by name.</summary>
    public IReadOnlyList<string> Removed()
    {
        if (gate.Contract is not { } contract)
        {
            return [];
        }

        var plan = Read(contract);
        RemovalUnknown = plan is null ? $"{contract.Migrations} cannot be read" : null;
        return [.. (plan?.Steps ?? []).SelectMany(step => step.Statements).SelectMany(statement => statement.Operations).Select(RemovedObject.Of).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private IEnumerable<StepPlan> Plans()
    {
        if (gate.Expand is SchemaChangeSettings.Scripts expand && Read(expand) is { } plan)
        {
            yield return plan;
        }
        else if (gate.Expand is SchemaChangeSettings.Planned planned)
        {
            foreach (var phase in Try(() => PlannedFolder.Read(planned.Folder, "gate.expand.plan", isEdited: true))?.Change.Phases ?? [])
            {
                yield return phase.Plan;
            }
        }

        if (gate.Contract is { } contract && Read(contract) is { } removal)
        {
            yield return removal;
        }
    }

    private StepPlan? Read(SchemaChangeSettings.Scripts scripts) => Try(() => ScriptFolder.Read(scripts.Migrations, "gate", gate.Folder, surroundings));

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static string LockOf(MigrationStep step)
    {
        var nothing = new SimulationState(Server, DatabaseSchema.Unknown(Server.Syntax));
        var costs = step.Statements.SelectMany(statement => statement.Operations).Select(operation => Server.CostOf(operation, nothing)).ToList();
        var strongest = costs.Select(cost => cost.Strongest).OfType<RelationLock>().MaxBy(held => held.Mode.Strength);
        return strongest is not null ? $"{strongest.Mode.Name} on {strongest.Relation}"
            : costs.Exists(cost => !cost.Known) ? "not known" : "none that anybody waits for";
    }
}
