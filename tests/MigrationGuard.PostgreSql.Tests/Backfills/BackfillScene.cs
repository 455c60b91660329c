using System.Diagnostics;
using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Backfills;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Backfills;

/// <summary>A database with something to fill.</summary>
internal sealed class BackfillScene(int major, string sql) : IDisposable
{
    /// <summary>A trigger's function that writes down the keys of rows that are updated.</summary>
    public const string Counted = """
        CREATE TABLE written (key text);
        CREATE FUNCTION write_down() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO written VALUES (NEW.key); RETURN NULL; END $$;
        """;

    public static readonly BackfillSettings Quick = new()
    {
        Target = TimeSpan.FromMilliseconds(20),
        FirstSize = 7,
        LockTimeout = TimeSpan.FromMilliseconds(200),
        Attempts = 3,
        Pause = TimeSpan.FromMilliseconds(20),
        ReconnectFor = TimeSpan.FromSeconds(20),
        Throttle = new BackfillThrottle { Every = TimeSpan.FromMilliseconds(50), GiveUpAfter = TimeSpan.FromSeconds(20), TransactionAge = null },
    };

    private readonly List<NpgsqlConnection> _held = [];

    public PostgresDatabase Database { get; } = Filled(major, sql);

    public List<BackfillProgress> Progress { get; } = [];

    public PostgresBackfills Backfills => new(Database.ConnectionString);

    public static BackfillDefinition Definition(string table, string set, string where) => BackfillReader.Read(table, [set], where) is { Definition: { } definition } ? definition : throw new AssertionException("not read");

    /// <summary>Empties the database.</summary>
    public void Begin(string sql)
    {
        Progress.Clear();
        _held.ForEach(held => held.Dispose());
        _held.Clear();
        Database.Execute("SET lock_timeout = '5s'; DROP SCHEMA IF EXISTS migration_guard_backfill CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; " + sql);
    }

    public Task<BackfillReport> RunAsync(string table, string set, string where, BackfillSettings? settings = null) => RunAsync(Definition(table, set, where), settings);

    public Task<BackfillReport> RunAsync(BackfillDefinition definition, BackfillSettings? settings = null, CancellationToken cancellation = default) =>
        Backfills.RunAsync(new BackfillRequest(definition.DefaultName, definition, "test") { Settings = settings ?? Quick }, new Told(Progress), cancellation);

    public async Task<BackfillReport> MustAsync(string table, string set, string where, BackfillSettings? settings = null)
    {
        var report = await RunAsync(table, set, where, settings);
        Assert.That(report.Verdict, Is.EqualTo(BackfillVerdict.Done), report.Why);
        return report;
    }

    public T Ask<T>(string sql) => Database.Ask<T>(sql);

    /// <summary>A session that has run a statement in a transaction and stays there.</summary>
    public NpgsqlConnection Hold(string sql, string application)
    {
        var connection = Database.Hold(sql, application);
        _held.Add(connection);
        return connection;
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
            await Task.Delay(10);
        }
    }

    public void Dispose() => Database.Dispose();

    private static PostgresDatabase Filled(int major, string sql)
    {
        var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute(sql);
        return database;
    }

    private sealed class Told(List<BackfillProgress> told) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value)
        {
            lock (told)
            {
                told.Add(value);
            }
        }
    }
}
