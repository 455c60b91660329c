using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Cli.Plans;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Gate.Plans;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Backfills;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Postgres.Tombstones;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Releases;

/// <summary>What changes the schema of a release.</summary>
internal sealed class SchemaChanges
{
    private static readonly StepPlan Nothing = StepPlan.Read([]);

    private readonly GateSettings _gate;
    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly StepPlan _expand = Nothing;
    private readonly StepPlan _contract = Nothing;
    private readonly PlannedFolder? _planned;

    /// <summary>Reads the scripts where they are needed.</summary>
    /// <exception cref="UsageException">They cannot be read.</exception>
    public SchemaChanges(GateSettings gate, PostgresConnection database, (ReleasePurpose Purpose, Surroundings Surroundings) use)
    {
        (_gate, _connectionString, _time) = (gate, database.ConnectionString, use.Surroundings.Time);
        if (use.Purpose == ReleasePurpose.Forward)
        {
            _expand = gate.Expand is SchemaChangeSettings.Scripts expand ? ScriptFolder.Read(expand.Migrations, "gate.expand.migrations", gate.Folder, use.Surroundings) : Nothing;
            _planned = gate.Expand is SchemaChangeSettings.Planned planned ? PlannedFolder.Read(planned.Folder, "gate.expand.plan", isEdited: false) : null;
            _contract = gate.Contract is { } contract ? ScriptFolder.Read(contract.Migrations, "gate.contract.migrations", gate.Folder, use.Surroundings) : Nothing;
        }
    }

    /// <summary>What becomes of what cannot be judged, as the guard was told.</summary>
    public required Func<CancellationToken, Task<UnknownPolicy>> Unknown { get; init; }

    /// <summary>The digest of what gives the schema what the new version needs.</summary>
    public string ExpandDigest => _gate.Expand is SchemaChangeSettings.Command command
        ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command.Line)))
        : _planned is { Change.Phases: [var expand, var migrate, ..] } ? $"{expand.Plan.Digest} {migrate.Plan.Digest}"
        : _expand.Digest;

    /// <summary>Why the scripts cannot be run; none when they can.</summary>
    public IEnumerable<string> Problems => _expand.Problems.Concat(_contract.Problems).Concat(_planned?.Change.Problems ?? []).Select(problem => problem.ToString());

    /// <summary>What gives the schema what the new version needs.</summary>
    public IExpansion Expansion(IReleaseLedger ledger) => _gate.Expand switch
    {
        SchemaChangeSettings.Command command => new CommandExpansion(Runner(null), new(command.Line) { Directory = _gate.Folder }),
        SchemaChangeSettings.Planned planned when _planned is not null => new PlanExpansion(Execution(planned)),
        SchemaChangeSettings.Scripts scripts => new SqlExpansion(Runner(scripts), _expand)
        {
            Releases = ledger.ReleasesAsync,
            Unknown = _gate.Policy.Mode == GateMode.Enforce ? Unknown : null,
        },
        _ => new SqlExpansion(Runner(null), Nothing),
    };

    /// <summary>What fills rows.</summary>
    public IBackfill Backfill => _gate.Expand is SchemaChangeSettings.Planned planned && _planned is not null ? new PlanBackfill(Execution(planned)) : new NoBackfill();

    /// <summary>What removes.</summary>
    public IContraction Contraction(IReleaseLedger ledger)
    {
        var contraction = new SqlContraction(Remover, RemovalJudge, _contract, _gate.Policy) { Releases = ledger.ReleasesAsync, Tombstones = Tombstones, Time = _time };
        return _gate.Contract is { Watched: var watched } && watched > TimeSpan.Zero
            ? new WatchedContraction(contraction, RemovalWatch, Remover, _contract, watched) { Releases = ledger.ReleasesAsync, Tombstones = Tombstones }
            : contraction;
    }

    /// <summary>What takes the steps that remove, and knows which were taken.</summary>
    public IStepRunner Remover => Runner(_gate.Contract);

    /// <summary>What tries the removal against the statements of live versions.</summary>
    public IChangeJudge RemovalJudge => new PostgresChangeJudge(_connectionString, Settings(_gate.Contract));

    /// <summary>What watches the database for statements that need what is removed.</summary>
    public IStatementWatch RemovalWatch => new PostgresStatementWatch(_connectionString, Settings(_gate.Contract));

    /// <summary>The backfills of the database.</summary>
    public IBackfills Backfills => new PostgresBackfills(_connectionString);

    /// <summary>What hides what is to be removed.</summary>
    public ITombstones Tombstones => new PostgresTombstones(_connectionString, Settings(_gate.Contract)) { Source = _gate.Contract?.Hits ?? HitSource.Log };

    /// <summary>What is to be removed.</summary>
    public StepPlan Removal => _contract;

    private PlanExecution Execution(SchemaChangeSettings.Planned planned) => new(new PostgresStepRunner(_connectionString, new() { LockTimeout = planned.LockTimeout }), _planned!.Change)
    {
        Unknown = _gate.Policy.Mode == GateMode.Enforce ? Unknown : null,
    };

    private PostgresStepRunner Runner(SchemaChangeSettings.Scripts? scripts) => new(_connectionString, Settings(scripts));

    private static StepSettings Settings(SchemaChangeSettings.Scripts? scripts) => scripts is null ? new() : new() { LockTimeout = scripts.LockTimeout };
}
