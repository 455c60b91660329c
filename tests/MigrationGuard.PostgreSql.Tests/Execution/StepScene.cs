using System.Diagnostics;
using MigrationGuard.Execution;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Execution;

/// <summary>A database with a guard and a lease on its releases.</summary>
internal sealed class StepScene : IAsyncDisposable
{
    private readonly PostgresReleaseLedger _ledger;

    private StepScene(PostgresDatabase database)
    {
        Database = database;
        _ledger = new PostgresReleaseLedger(PostgresSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString, new PostgresLimits()));
    }

    public PostgresDatabase Database { get; }

    /// <summary>The lease that was taken last.</summary>
    public Lease Lease { get; private set; } = null!;

    public static async Task<StepScene> CreateAsync(int major)
    {
        var scene = new StepScene(PostgresServer.Get(major).Copy("a guarded database for steps", Install));
        await scene.TakeLeaseAsync();
        return scene;
    }

    /// <summary>What a release runs of these files.</summary>
    public static StepRun RunOf(params (string Path, string Text)[] files) =>
        new("webshop-4.3.0", "expand", StepPlan.Read([.. files.Select(file => new MigrationFile(file.Path, file.Text))]));

    /// <summary>A runner that gives up early.</summary>
    public PostgresStepRunner Runner(StepSettings? settings = null) =>
        new(Database.ConnectionString, settings ?? new StepSettings { LockTimeout = TimeSpan.FromMilliseconds(100), ConcurrentLockTimeout = TimeSpan.FromMilliseconds(300), Attempts = 2, Pause = TimeSpan.FromMilliseconds(20) });

    /// <summary>Takes the lease from whoever has it.</summary>
    public async Task<Lease> TakeLeaseAsync(string holder = "test") => Lease = await _ledger.SeizeLeaseAsync(holder, TimeSpan.FromMinutes(5), default);

    /// <summary>Takes steps until one does not succeed or all have.</summary>
    public async Task<StepReport> RunAsync(StepRun run, PostgresStepRunner? runner = null)
    {
        runner ??= Runner();
        StepReport report;
        do
        {
            report = await runner.RunNextAsync(run, Lease, default);
        }
        while (report.Verdict == StepVerdict.Done && report.Steps < report.Total);
        return report;
    }

    /// <summary>Takes steps until the sessions of others have ended.</summary>
    public async Task<StepReport> RunBehindOthersAsync(StepRun run)
    {
        var clock = Stopwatch.StartNew();
        StepReport report;
        do
        {
            report = await RunAsync(run);
        }
        while (report.Verdict == StepVerdict.Retry && clock.Elapsed < TimeSpan.FromSeconds(20));
        return report;
    }

    /// <summary>Waits until a query is true.</summary>
    public async Task UntilAsync(string condition)
    {
        var clock = Stopwatch.StartNew();
        while (!Ask<bool>(condition))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), condition);
            await Task.Delay(20);
        }
    }

    public T Ask<T>(string sql) => Database.Ask<T>(sql);

    /// <summary>A session that has run a statement in a transaction and stays there.</summary>
    public NpgsqlConnection Hold(string sql, string application) => Database.Hold(sql, application);

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        Database.Dispose();
    }

    private static void Install(PostgresDatabase database)
    {
        database.Execute("CREATE TABLE users (id int PRIMARY KEY, username text); INSERT INTO users SELECT n, 'user ' || n FROM generate_series(1, 100) AS n; CREATE TABLE counter (n int); INSERT INTO counter VALUES (0)");
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        new PostgresGuard(connection).InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, default).GetAwaiter().GetResult();
    }
}
