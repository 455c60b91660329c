using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>Records a command and makes a manifest of it.</summary>
/// <param name="request">What is recorded.</param>
/// <param name="surroundings">Where.</param>
internal sealed class RecordRun(RecordRequest request, Surroundings surroundings)
{
    private static readonly TimeSpan LedgerPatience = TimeSpan.FromSeconds(30);

    private readonly RecordingPlace _place = new(request, surroundings);
    private DateTimeOffset _until;

    /// <summary>What was published; null when nothing was to be.</summary>
    public Publication? Publication { get; private set; }

    /// <summary>Runs; gives what the command and the recording say.</summary>
    /// <exception cref="UsageException">The recording cannot be made or written, or cannot become a manifest.</exception>
    public async Task<RecordOutcome> RunAsync(CancellationToken cancellation)
    {
        _place.Check();
        await CheckLedgerAsync(cancellation);
        var merged = MergedFiles.Read(request.Merge, request.Version, surroundings);
        var (recordings, failure) = await RecordOrCleanAsync(cancellation);
        if (failure is not null)
        {
            surroundings.Say($"{failure}; {_place.Kept("no manifest is made of it")}");
            return RecordOutcome.CommandFailed;
        }

        List<Recording> all = [.. recordings, .. merged.Recordings, .. await FromLedgerAsync(cancellation)];
        var recording = Recording.Merge(all);
        RecordReport.Write(recording, request, surroundings);
        if (recording.Statements.Count == 0 && merged.Manifests.Count == 0)
        {
            _place.Clean();
            return RecordOutcome.Nothing;
        }

        var manifest = await _place.SaveAsync(Manifest(recording, merged.Manifests), cancellation);
        await PublishOrKeepAsync(manifest, cancellation);
        return manifest.Recording is { MissedCommands: > 0 } ? RecordOutcome.Incomplete : RecordOutcome.Complete;
    }

    private async Task<(IReadOnlyList<Recording> Recordings, string? Failure)> RecordOrCleanAsync(CancellationToken cancellation)
    {
        try
        {
            return await RecordAsync(cancellation);
        }
        catch (UsageException) when (_place.Read().Count == 0)
        {
            _place.Clean();
            throw;
        }
    }

    private async Task<(IReadOnlyList<Recording> Recordings, string? Failure)> RecordAsync(CancellationToken cancellation)
    {
        if (request.Wire is { } options)
        {
            using var names = request.Types is { } types ? new PostgresTypeNames(PostgresConnection.Of(types).ConnectionString) : null;
            var (recording, ended) = await new WireRun(options, names, surroundings).RunAsync(request.Command, cancellation);
            _place.Keep(recording);
            return ([recording], ended);
        }

        if (request.Command.Count == 0)
        {
            return ([], null);
        }

        var failure = await RecordedProcess.RunAsync(request.Command, Hook.Environment(_place.Target, request.Version, surroundings), surroundings, cancellation);
        return (_place.Read(), failure);
    }

    private StatementManifest Manifest(Recording recording, IReadOnlyList<StatementManifest> merged)
    {
        try
        {
            var manifest = recording.Statements.Count == 0 && merged.Count > 0 ? merged[0] with { Statements = [], Recording = null, Footprint = null } : RecordedManifest.Create(recording, request.Version);
            var builder = new ManifestBuilder(manifest);
            foreach (var other in merged)
            {
                builder.Add(other);
            }

            return builder.Build();
        }
        catch (ManifestException exception)
        {
            throw new UsageException($"{exception.Message}\n{_place.Kept("nothing is lost")}");
        }
    }

    private async Task CheckLedgerAsync(CancellationToken cancellation)
    {
        if (request.Ledger is { } ledger)
        {
            await (await JudgeAccess.OpenLedgerAsync(ledger, cancellation)).DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<Recording>> FromLedgerAsync(CancellationToken cancellation)
    {
        if (!request.FromLedger)
        {
            return [];
        }

        await using var source = LedgerSource();
        try
        {
            (var recordings, _until) = await new PostgresRecordings(source).ReadAsync(request.Version, cancellation);
            return recordings;
        }
        catch (ManifestException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private async Task PublishOrKeepAsync(StatementManifest manifest, CancellationToken cancellation)
    {
        try
        {
            await PublishAsync(manifest, cancellation);
        }
        catch when (_place.Read().Count > 0)
        {
            surroundings.Say(_place.Kept("nothing is stored"));
            throw;
        }

        _place.Clean();
    }

    private async Task PublishAsync(StatementManifest manifest, CancellationToken cancellation)
    {
        if (!request.Publish)
        {
            return;
        }

        Publication = await Publication.StoreAsync(manifest, request.Ledger!, cancellation);
        if (request.FromLedger)
        {
            await using var source = LedgerSource();
            await new PostgresRecordings(source).ForgetAsync(request.Version, _until, cancellation);
        }
    }

    private PostgresSource LedgerSource()
        => PostgresSource.Create(PostgresConnection.Of(request.Ledger!).ConnectionString, new PostgresLimits { Connect = LedgerPatience, Statement = LedgerPatience, Lock = LedgerPatience });
}
