using System.CommandLine;
using MigrationGuard.Cli.Commands;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Watching.Queries;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Releases;

/// <summary>What the commands about releases work with.</summary>
internal sealed class ReleaseContext : IAsyncDisposable
{
    /// <summary>The variable that goes before <see cref="GateSettings.StateFolder"/>.</summary>
    public const string StateFolderVariable = "MIGRATIONGUARD_STATE_FOLDER";

    private readonly ReleaseComposition _composition;

    private ReleaseContext(GateSettings gate, string service, PostgresConnection database, ReleaseComposition composition)
        => (Gate, Service, Target, _composition) = (gate, service, database.Target, composition);

    /// <summary>The configuration.</summary>
    public GateSettings Gate { get; }

    /// <summary>The application.</summary>
    public string Service { get; }

    /// <summary>The database, for people.</summary>
    public string Target { get; }

    /// <summary>What a release is run with.</summary>
    public ReleaseMeans Means => _composition.Means;

    /// <summary>The runner.</summary>
    public ReleaseRunner Runner => new(Means, Gate.Policy);

    /// <summary>What hides what is to be removed.</summary>
    public ITombstones Tombstones => _composition.Changes.Tombstones;

    /// <summary>What asks the queries of the bake; null for going back.</summary>
    public QueryAsker? Queries => _composition.Bake?.Asker;

    /// <summary>What people say of removals.</summary>
    public RemovalMeans Queue => _composition.Removal;

    /// <summary>What changes the schema.</summary>
    public SchemaChanges Changes => _composition.Changes;

    /// <summary>What is to be removed.</summary>
    public StepPlan Removal => _composition.Changes.Removal;

    /// <summary>The digest of what gives the schema what the new version needs.</summary>
    public string ExpandDigest => _composition.Changes.ExpandDigest;

    /// <summary>What going on needs; refuses a policy that cannot be fulfilled. Nothing is connected to yet.</summary>
    /// <exception cref="UsageException">The configuration, or what it names, cannot be.</exception>
    public static ReleaseContext Forward(ParseResult result, Surroundings surroundings) => Open(result, surroundings, ReleasePurpose.Forward).Consistent();

    /// <summary>What going back needs. Nothing is connected to yet.</summary>
    /// <exception cref="UsageException">The configuration cannot be.</exception>
    public static ReleaseContext Back(ParseResult result, Surroundings surroundings) => Open(result, surroundings, ReleasePurpose.Back);

    private static ReleaseContext Open(ParseResult result, Surroundings surroundings, ReleasePurpose purpose)
    {
        var settings = JudgeOptions.Configured(result, surroundings);
        var gate = settings.Gate ?? throw new UsageException($"there is no section \"gate\" in {ConfigurationFile.FileName}; 'migrationguard init --gate' writes one to begin with");
        if (surroundings.Variable(StateFolderVariable) is { Length: > 0 } folder)
        {
            gate = gate with { StateFolder = Path.GetFullPath(folder, surroundings.Directory) };
        }

        var service = gate.Service ?? settings.Service?.Value ?? throw new UsageException($"{gate.Origin}: gate.service is missing; write the name that the manifests have, e.g. \"webshop\"");
        var database = PostgresConnection.Of(ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings));
        return new(gate, service, database, new(gate, database, (purpose, surroundings)));
    }

    private ReleaseContext Consistent()
    {
        if (_composition.Changes.Problems.ToList() is { Count: > 0 } problems)
        {
            throw new UsageException($"the migrations cannot be run:{string.Concat(problems.Select(problem => "\n  " + problem))}");
        }

        var complaints = PolicyContradictions.Of(Gate.Policy, new(Gate.EvidenceKinds, Means.Router.Capabilities));
        return complaints.Count == 0 ? this : throw new UsageException($"{Gate.Origin}: gate contradicts itself:{string.Concat(complaints.Select(complaint => "\n  " + complaint))}");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _composition.DisposeAsync();
}
