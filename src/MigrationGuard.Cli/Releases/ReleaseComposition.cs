using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Gate.Environments;
using MigrationGuard.Gate.Notifying;
using MigrationGuard.Gate.Replays;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Gate.Watching;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Activity;
using MigrationGuard.Postgres.Data;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.Postgres.Presence;
using MigrationGuard.Postgres.Statistics;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Builds what a release is run with from the configuration. Nothing is connected to, run or read but scripts.</summary>
internal sealed class ReleaseComposition : IAsyncDisposable
{
    // A judge may prove thousands of statements in one call.
    private static readonly PostgresLimits Patient = new() { Statement = TimeSpan.FromMinutes(10) };

    private readonly GateSettings _gate;
    private readonly Surroundings _surroundings;
    private readonly PostgresSource _work;
    private readonly HttpClient _client = new();
    private readonly Notifier _notifier;

    /// <summary>Builds it.</summary>
    /// <exception cref="UsageException">What the configuration names cannot be read.</exception>
    public ReleaseComposition(GateSettings gate, PostgresConnection database, (ReleasePurpose Purpose, Surroundings Surroundings) use)
    {
        (_gate, _surroundings) = (gate, use.Surroundings);
        _work = PostgresSource.Create(database.ConnectionString, Patient);
        var ledger = new PostgresReleaseLedger(PostgresSource.Create(database.ConnectionString, new()));
        var activity = new PostgresSessionActivity(_work);
        _notifier = new Notifier(gate.Notifications, _surroundings.Variable, _surroundings.Say, _surroundings.Time);
        Changes = new SchemaChanges(gate, database, use) { Unknown = UnknownAsync };
        Removal = new(gate, Changes, ledger, (_work, _surroundings.Time));
        var forward = use.Purpose == ReleasePurpose.Forward;
        var requests = new ProbeBake(forward ? gate.Bake with { Probes = [.. gate.Bake.Probes.Select(Resolved)] } : gate.Bake, activity, _surroundings.Time);
        Bake = forward ? new BakeComposition(gate, _work, _surroundings) : null;
        var data = new DataMeans(new PostgresDataProbes(_work)) { Limits = gate.Data.Limits, Ignored = gate.Data.Ignored, Query = gate.Data.Query, All = gate.Data.All, Returning = gate.Data.Returning };
        Means = new()
        {
            Ledger = ledger,
            Local = new FileJournal(gate.StateFolder),
            Router = new RouterFactory(_client, _surroundings).Create(gate.Router),
            Expansion = Changes.Expansion(ledger),
            Backfill = Changes.Backfill,
            Contraction = Removal.Guard(Changes, ledger),
            Slots = Identity,
            Evidence = forward ? Evidence(ledger, activity, data) : [],
            Data = data,
            Bake = Bake?.With(requests) ?? requests,
            OldVersion = new OldSessions(new() { Slots = gate.Slots, Path = Door.Address.PathAndQuery, ReleaseHeader = Door.ReleaseHeader, OtherNames = gate.Workers }, activity, _surroundings.Time) { Presence = new PostgresPresence(_work) },
            Observers = [_notifier],
            Time = _surroundings.Time,
        };
    }

    /// <summary>What changes the schema.</summary>
    public SchemaChanges Changes { get; }

    /// <summary>What measures under traffic; null for going back.</summary>
    public BakeComposition? Bake { get; }

    /// <summary>What people say of removals.</summary>
    public RemovalMeans Removal { get; }

    /// <summary>What was built.</summary>
    public ReleaseMeans Means { get; }

    private SlotIdentity Identity => new(_gate.Slots, Door, _surroundings.Time);

    private FrontDoorSettings Door => _gate.Router.FrontDoor;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _notifier.DisposeAsync();
        await Means.Router.DisposeAsync();
        await Means.Ledger.DisposeAsync();
        await (Bake?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _work.DisposeAsync();
        _client.Dispose();
    }

    private List<IEvidenceSource> Evidence(IReleaseLedger ledger, ISessionActivity activity, DataMeans data)
    {
        var means = new EvidenceMeans { Fingerprint = ledger.FingerprintAsync, Time = _surroundings.Time };
        var sources = new List<IEvidenceSource> { new ProofEvidence(means, new() { Judge = JudgeAsync, Server = ServerAsync, Unknown = UnknownAsync }) };
        if (_gate.UnprovenStatements is { } covered)
        {
            sources.Add(new UnprovenEvidence(means, covered, new PostgresUnproven(_work)));
        }

        if (_gate.Suites.Count > 0)
        {
            sources.Add(new SuiteEvidence(means, _gate.Suites, _gate.Slots) { Identity = Identity });
        }

        if (_gate.Data.Suite is { } suite)
        {
            var (back, written) = (_gate.Suites.First(known => known.Name == suite), _gate.Suites.First(known => known.Name == (_gate.Data.Forward ?? suite)));
            sources.Add(new DataEvidence(means, new(back, written) { Identity = Identity }, _gate.Slots, (data, new PostgresDataProfiles(_work))));
        }

        if (_gate.Probes.Count > 0)
        {
            var settings = new HttpEvidenceSettings { Slots = _gate.Slots, Probes = [.. _gate.Probes.Select(probe => Resolved(probe.Probe))], ReleaseHeader = Door.ReleaseHeader };
            sources.Add(new HttpEvidence(means, settings, activity));
        }

        if (_gate.Environment is { } environment)
        {
            sources.Add(new EnvironmentEvidence(means, environment.Settings, EnvironmentReader.Key(environment.KeyVariable, _surroundings.Variable)) { Slots = _gate.Slots, ReleaseHeader = Door.ReleaseHeader, Activity = activity });
        }

        if (_gate.Terraform is { } terraform)
        {
            sources.Add(new TerraformEvidence(means, terraform));
        }

        if (_gate.Replays.Count > 0)
        {
            var reach = new ReplayMeans { Slots = _gate.Slots, ReleaseHeader = Door.ReleaseHeader, Identity = Identity, Writes = new PostgresWriteActivity(_work) };
            sources.Add(new ReplayEvidence(means, [.. _gate.Replays.Select(replay => replay.Resolve(_surroundings.Variable))], reach));
        }

        return sources;
    }

    private HttpProbe Resolved(HttpProbe probe) => _gate.Probes.FirstOrDefault(known => known.Probe.Name == probe.Name)?.Resolve(_surroundings.Variable) ?? probe;

    private async Task<IJudge> JudgeAsync(CancellationToken cancellation) => await PostgresJudge.BeginAsync(await _work.OpenAsync(cancellation), cancellation);

    private Task<UnknownPolicy> UnknownAsync(CancellationToken cancellation) => StoredPolicy.UnknownAsync(_work, cancellation);

    private async Task<string> ServerAsync(CancellationToken cancellation)
    {
        await using var connection = await _work.OpenAsync(cancellation);
        return $"postgresql {connection.PostgreSqlVersion}";
    }
}
