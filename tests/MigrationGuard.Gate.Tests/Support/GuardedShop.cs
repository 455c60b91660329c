using System.Text.Json;
using MigrationGuard.Execution;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.Postgres.Tombstones;
using MigrationGuard.TestKit;
using MigrationGuard.Tombstones;
using Npgsql;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A real database of a shop in the middle of username → handle: the guard observes, 4.2.0 and 4.3.0 are live, and there is a lease.</summary>
internal sealed class GuardedShop : IAsyncDisposable
{
    private readonly PostgresReleaseLedger _ledger;

    private GuardedShop(PostgresDatabase database)
    {
        Database = database;
        _ledger = new PostgresReleaseLedger(PostgresSource.Create(Unpooled(database), new PostgresLimits()));
    }

    public PostgresDatabase Database { get; }

    public Lease Lease { get; private set; } = null!;

    public PostgresStepRunner Runner => new(Database.ConnectionString, Settings);

    public PostgresChangeJudge Judge => new(Database.ConnectionString, Settings);

    public PostgresTombstones Tombstones => new(Database.ConnectionString, Settings) { Source = HitSource.Reported };

    public static ReleaseRecord Release { get; } = new()
    {
        Id = "webshop-4.3.0",
        Service = "webshop",
        Old = new("4.2.0", "sha256:4.2.0", "blue"),
        New = new("4.3.0", "sha256:4.3.0", "green"),
        Plan = "sha256:plan",
        PlannedOn = "sha256:schema",
        StartedAt = Samples.Noon,
        StartedBy = "test",
    };

    private static StepSettings Settings => new() { LockTimeout = TimeSpan.FromMilliseconds(200), Attempts = 2, Pause = TimeSpan.FromMilliseconds(20), JudgementBudget = TimeSpan.FromSeconds(30) };

    public static async Task<GuardedShop> CreateAsync(int major)
    {
        var shop = new GuardedShop(PostgresServer.Get(major).Copy("a guarded shop", Install));
        shop.Lease = await shop._ledger.SeizeLeaseAsync("test", TimeSpan.FromMinutes(5), default);
        return shop;
    }

    public static StepPlan PlanOf(params (string Path, string Text)[] files) => StepPlan.Read([.. files.Select(file => new MigrationFile(file.Path, file.Text))]);

    /// <summary>Makes a version live that runs a statement with one integer.</summary>
    public void Publish(string label, string sql, int line) => Publish(Database, label, sql, line);

    public void Retire(string label) => Database.Execute($"SELECT migration_guard.set_version_state('webshop', '{label}', 'retired', NULL, 'gone')");

    public Task<string> FingerprintAsync() => _ledger.FingerprintAsync(default);

    public T Ask<T>(string sql) => Database.Ask<T>(sql);

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        Database.Dispose();
    }

    private static void Install(PostgresDatabase database)
    {
        database.Execute("""
            DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gate_test_app') THEN CREATE ROLE gate_test_app LOGIN; END IF; END $$;
            CREATE TABLE users (id int PRIMARY KEY, username text, handle text);
            CREATE INDEX users_username ON users (username);
            CREATE TABLE orders (id int PRIMARY KEY, note text);
            GRANT SELECT, INSERT, UPDATE ON users, orders TO gate_test_app;
            """);
        using var connection = new NpgsqlConnection(Unpooled(database));
        connection.Open();
        new PostgresGuard(connection).InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default).GetAwaiter().GetResult();
        Publish(database, "4.2.0", "SELECT id, username FROM users WHERE id = $1", 42);
        Publish(database, "4.3.0", "SELECT id, handle FROM users WHERE id = $1", 47);
    }

    private static void Publish(PostgresDatabase database, string label, string sql, int line)
    {
        var statement = new Dictionary<string, object>
        {
            ["id"] = FormattableString.Invariant($"0000000000{line}"), ["text"] = sql, ["canonical"] = sql, ["parameters"] = new[] { new { type = "integer" } }, ["from"] = new[] { new { file = "Users/UserStore.cs", line } },
        };
        var manifest = JsonSerializer.Serialize(new { version = 1, service = "webshop", label, digest = "sha256:" + label, role = "gate_test_app", search_path = "public", statements = new[] { statement } });
        using var connection = database.Open();
        using var publish = new NpgsqlCommand("SELECT migration_guard.publish($1::jsonb)", connection) { Parameters = { new() { Value = manifest } } };
        publish.ExecuteNonQuery();
        database.Execute($"SELECT migration_guard.set_version_state('webshop', '{label}', 'live', NULL, NULL)");
    }

    private static string Unpooled(PostgresDatabase database) => new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString;
}
