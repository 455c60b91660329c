using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A guarded database with a ledger, files beside the process, real time and real steps; the router and the evidence are the test's.</summary>
internal sealed class PostgresWorld : IAsyncDisposable
{
    private readonly Relay _relay;
    private readonly PostgresReleaseLedger _ledger;

    private PostgresWorld(PostgresDatabase database, ReleaseRecord release)
    {
        (Database, Release) = (database, release);
        _relay = new(database.ConnectionString);
        _ledger = new(PostgresSource.Create(_relay.ConnectionString, new PostgresLimits()));
        Router = new(Deaths);
        Steps = new((kind, step) => Database.Execute(kind == "expand" ? FormattableString.Invariant($"ALTER TABLE users ADD COLUMN handle{step} text") : FormattableString.Invariant($"ALTER TABLE users DROP COLUMN handle{step}")), Deaths);
        Watch = new(TimeProvider.System);
    }

    public PostgresDatabase Database { get; }

    public ReleaseRecord Release { get; }

    public Deaths Deaths { get; } = new();

    public MemoryRouter Router { get; }

    public Steps Steps { get; }

    public Watch Watch { get; }

    public IReleaseLedger Ledger => _ledger;

    public string Files { get; } = Path.Combine(Path.GetTempPath(), $"migrationguard-run-{Guid.NewGuid():N}");

    /// <summary>A database for copies of it; its versions 4.2.0 and 4.3.0 are published and the first one is live.</summary>
    public static async Task<PostgresDatabase> PrepareAsync(int major)
    {
        var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute("""
            CREATE TABLE users (id int PRIMARY KEY, username text);
            DO $$ BEGIN CREATE ROLE gate_test_app LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            GRANT SELECT ON users TO gate_test_app;
            """);
        await using (var guard = new PostgresGuard(database.Open()))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, default);
        }

        database.Execute("""
            SELECT migration_guard.publish(jsonb_build_object('version', 1, 'service', 'webshop', 'label', label, 'digest', 'sha256:' || label, 'role', 'gate_test_app', 'search_path', 'public',
                'statements', '[{"id": "0001", "text": "SELECT username FROM users", "canonical": "SELECT username FROM users", "parameters": [], "from": [{"file": "UserStore.cs", "line": 42}]}]'::jsonb))
            FROM unnest('{4.2.0,4.3.0}'::text[]) AS label;
            SELECT migration_guard.set_version_state('webshop', '4.2.0', 'live', NULL, NULL);
            """);
        database.Release();
        return database;
    }

    public static async Task<PostgresWorld> CreateAsync(int major, PostgresDatabase prepared)
    {
        var database = PostgresServer.Get(major).Copy(prepared);
        await using var ledger = new PostgresReleaseLedger(PostgresSource.Create(database.ConnectionString, new PostgresLimits()));
        return new(database, World.Release with { PlannedOn = await ledger.FingerprintAsync(default) });
    }

    /// <summary>A process on this machine.</summary>
    public ReleaseRunner Runner() => new(
        new ReleaseMeans
        {
            Ledger = new DyingLedger(_ledger, Deaths),
            Local = new FileJournal(Files),
            Router = Router,
            Expansion = Steps,
            Evidence = [Watch],
            Bake = Watch,
            OldVersion = Watch,
            Contraction = Steps,
        },
        new GatePolicy
        {
            RequiredEvidence = [GatePolicy.Proof, "suite"],
            BakeWindows = 2,
            TombstoneSoak = TimeSpan.Zero,
            PollInterval = TimeSpan.FromMilliseconds(5),
            StepPause = TimeSpan.FromMilliseconds(5),
        });

    public Task<ReleaseReport> Start(string holder) => Runner().StartAsync(Release, new(holder), default);

    public Task<ReleaseReport> Run(string holder) => Runner().RunAsync(Release.Id, new(holder), default);

    public Task<ReleaseReport> Ask(ReleaseAction action, string holder) => Runner().AskAsync(Release.Id, new(action, "ada", "because"), new(holder), default);

    public void StopServer() => _relay.Stop();

    public void StartServer() => _relay.Start();

    public void Retire() => Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, NULL)");

    /// <summary>Lets the lease of a process that is gone expire.</summary>
    public void Expire() => Database.Execute("UPDATE migration_guard.lease SET expires_at = clock_timestamp() - interval '1 s'");

    public string Ask(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()?.ToString() ?? "";
    }

    /// <summary>What the doctor finds of the ledger.</summary>
    public async Task<string[]> ExamineAsync()
    {
        await using var guard = new PostgresGuard(Database.Open());
        await guard.InstallAsync(new GuardOptions(), default);
        return [.. (await guard.ExamineAsync(default)).Select(finding => finding.What)];
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _relay.Dispose();
        Database.Dispose();
        if (Directory.Exists(Files))
        {
            Directory.Delete(Files, recursive: true);
        }
    }
}
