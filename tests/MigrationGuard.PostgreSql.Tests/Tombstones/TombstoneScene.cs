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

namespace MigrationGuard.PostgreSql.Tests.Tombstones;

/// <summary>A shop with an enforcing guard, the live version 4.3.0 that needs <c>handle</c> but not <c>nickname</c>, and a lease. The roles belong to the cluster and are the fixture's.</summary>
internal sealed class TombstoneScene : IAsyncDisposable
{
    public const string Release = "webshop-4.3.0";

    public const string App = "tombstone_app";

    private readonly PostgresReleaseLedger _ledger;

    private TombstoneScene(PostgresDatabase database)
    {
        Database = database;
        _ledger = new PostgresReleaseLedger(PostgresSource.Create(Unpooled(database.ConnectionString), new PostgresLimits()));
    }

    public PostgresDatabase Database { get; }

    public Lease Lease { get; private set; } = null!;

    public required HitSource Source { get; init; }

    public PostgresTombstones Tombstones => new(Database.ConnectionString, Settings) { Source = Source };

    public static StepSettings Settings => new() { LockTimeout = TimeSpan.FromMilliseconds(100), Attempts = 2, Pause = TimeSpan.FromMilliseconds(20), JudgementBudget = TimeSpan.FromSeconds(30) };

    public static Task<TombstoneScene> CreateAsync(int major, string grants = $"GRANT SELECT, INSERT, UPDATE ON users TO {App}", string role = App) =>
        CreateAsync(PostgresServer.Get(major), HitSource.Reported, (grants, role));

    /// <summary>On a server that keeps a log.</summary>
    public static Task<TombstoneScene> CreateWithLogAsync(int major, string grants, string role) => CreateAsync(PostgresServer.GetWithLog(major), HitSource.Log, (grants, role));

    private static async Task<TombstoneScene> CreateAsync(PostgresServer server, HitSource source, (string Grants, string Role) shop)
    {
        var scene = new TombstoneScene(server.Copy("a shop with tombstones", Install)) { Source = source };
        scene.Database.Execute(shop.Grants);
        await scene.PublishAsync(shop.Role);
        return scene;
    }

    public static IReadOnlyList<MigrationStep> Steps(string sql) => StepPlan.Read([new MigrationFile("contract/01.sql", sql)]).Steps;

    public Task<HidingReport> HideAsync(string sql = "ALTER TABLE users DROP COLUMN nickname") => Tombstones.HideAsync(Release, Steps(sql), Lease, default);

    public Task<HidingReport> ShowAsync() => Tombstones.ShowAsync(Release, default);

    /// <summary>The lists of rights of the table and its columns, as the server writes them.</summary>
    public string Rights(string table = "users") => Ask<string>($"""
        SELECT concat_ws(' ', coalesce(c.relacl::text, 'none'), (SELECT string_agg(a.attname || ' ' || a.attacl::text, ' ' ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL))
        FROM pg_class AS c WHERE c.oid = '{table}'::regclass
        """);

    /// <summary>The SQLSTATE that a role gets; null when it works.</summary>
    public string? Try(string role, string sql)
    {
        using var connection = new NpgsqlConnection(Unpooled(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = role, ApplicationName = "webshop-4.2.0" }.ConnectionString));
        connection.Open();
        try
        {
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public T Ask<T>(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>A session that has run a statement in a transaction and stays there.</summary>
    public NpgsqlConnection Hold(string sql)
    {
        var connection = new NpgsqlConnection(Unpooled(Database.ConnectionString));
        connection.Open();
        using var command = new NpgsqlCommand("BEGIN; " + sql, connection);
        command.ExecuteNonQuery();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        Database.Dispose();
    }

    private static void Install(PostgresDatabase database)
    {
        database.Execute("""
            DO $$ DECLARE r text; BEGIN
                FOREACH r IN ARRAY '{tombstone_app,tombstone_report,tombstone_owner,tombstone_member,tombstone_deputy,tombstone_everything}'::text[] LOOP
                    IF to_regrole(r) IS NULL THEN EXECUTE format('CREATE ROLE %I LOGIN', r); END IF;
                END LOOP;
                IF to_regrole('tombstone_group') IS NULL THEN CREATE ROLE tombstone_group; GRANT tombstone_group TO tombstone_member; END IF;
                IF NOT pg_has_role('tombstone_deputy', 'tombstone_owner', 'MEMBER') THEN
                    ALTER ROLE tombstone_deputy NOINHERIT; GRANT tombstone_owner TO tombstone_deputy; GRANT pg_read_all_data TO tombstone_everything;
                END IF;
            END $$;
            CREATE TABLE users (id int PRIMARY KEY, nickname text, handle text);
            INSERT INTO users SELECT n, 'nick ' || n, 'handle ' || n FROM generate_series(1, 5) AS n;
            CREATE TABLE legacy (id int PRIMARY KEY, note text);
            ALTER TABLE users OWNER TO tombstone_owner;
            ALTER TABLE legacy OWNER TO tombstone_owner;
            GRANT CREATE ON SCHEMA public TO tombstone_owner;
            """);
        using var connection = new NpgsqlConnection(Unpooled(database.ConnectionString));
        connection.Open();
        new PostgresGuard(connection).InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, default).GetAwaiter().GetResult();
    }

    private async Task PublishAsync(string role)
    {
        Database.Execute($$"""
            GRANT SELECT (id, handle) ON users TO {{role}};
            SELECT migration_guard.publish('{"version": 1, "service": "webshop", "label": "4.3.0", "digest": "sha256:4.3.0", "role": "{{role}}", "search_path": "public",
                "statements": [{"id": "0001", "text": "SELECT id, handle FROM users WHERE id = $1", "canonical": "SELECT id, handle FROM users WHERE id = $1", "parameters": [{"type": "integer"}], "from": [{"file": "UserStore.cs", "line": 42}]}]}');
            SELECT migration_guard.set_version_state('webshop', '4.3.0', 'live', NULL, NULL);
            """);
        Lease = await _ledger.SeizeLeaseAsync("test", TimeSpan.FromMinutes(5), default);
    }

    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
}
