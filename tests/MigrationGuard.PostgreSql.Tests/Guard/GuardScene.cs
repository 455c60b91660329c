using System.Text.Json;
using MigrationGuard.Guarding;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Guard;

/// <summary>A database with the tables of a shop, a guard, and version 4.2.0 of the shop live.</summary>
internal sealed class GuardScene : IDisposable
{
    public const string App = "guard_test_app";
    public const string Migrator = "guard_test_migrator";
    public const string Breaker = "guard_test_breaker";
    public const string Approver = "guard_test_approver";

    private const string People = """
        DO $$ DECLARE person text; BEGIN
            FOREACH person IN ARRAY '{guard_test_app,guard_test_migrator,guard_test_breaker,guard_test_approver}'::text[] LOOP
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN EXECUTE format('CREATE ROLE %I LOGIN', person); END IF;
            END LOOP;
        END $$;
        GRANT guard_test_migrator TO guard_test_breaker;
        """;

    private const string Tables = """
        GRANT CREATE ON SCHEMA public TO guard_test_migrator;
        DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO guard_test_migrator', current_database()); END $$;
        SET ROLE guard_test_migrator;
        CREATE TYPE mood AS ENUM ('sad', 'glad');
        CREATE TABLE users (id int PRIMARY KEY, username text, email text UNIQUE, feeling mood);
        CREATE UNIQUE INDEX users_lower ON users (lower(username));
        CREATE INDEX users_username ON users (username);
        CREATE TABLE orders (id int PRIMARY KEY, placed date NOT NULL);
        CREATE TABLE events (id int, day date) PARTITION BY RANGE (day);
        CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
        CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
        CREATE TABLE spare (id int);
        CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 0.2';
        GRANT SELECT, INSERT, UPDATE, DELETE ON users, orders, events TO guard_test_app;
        RESET ROLE;
        """;

    public static readonly string[] Statements =
    [
        "SELECT id, username FROM users WHERE id = $1",
        "INSERT INTO users (id, username, email) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING",
        "UPDATE users SET username = $2 WHERE id = $1",
        "DELETE FROM users WHERE id = $1",
        "SELECT id, tax(id) FROM orders",
        "SELECT count(*) FROM events WHERE day = $1",
    ];

    private static readonly string[][] Types = [["integer"], ["integer", "text", "text"], ["integer", "text"], ["integer"], [], ["date"]];

    private GuardScene(PostgresDatabase database) => Database = database;

    public PostgresDatabase Database { get; }

    public static async Task<GuardScene> CreateAsync(int major, GuardMode mode = GuardMode.Enforce)
    {
        var scene = new GuardScene(PostgresServer.Get(major).CreateDatabase());
        try
        {
            scene.Database.Execute(People + Tables);
            await scene.InstallAsync(new GuardOptions { Mode = mode, Budget = TimeSpan.FromSeconds(20) });
            scene.Database.Execute("GRANT migration_guard_break_glass TO guard_test_breaker; GRANT migration_guard_approver TO guard_test_approver;");
            scene.Publish("4.2.0", Statements, Types);
            return scene;
        }
        catch
        {
            scene.Dispose();
            throw;
        }
    }

    public async Task<GuardInstallation> InstallAsync(GuardOptions options)
    {
        await using var guard = new PostgresGuard(Database.Open());
        return await guard.InstallAsync(options, default);
    }

    public async Task<IReadOnlyList<DoctorFinding>> ExamineAsync()
    {
        await using var guard = new PostgresGuard(Database.Open());
        return await guard.ExamineAsync(default);
    }

    public async Task<GuardStatus> StatusAsync()
    {
        await using var guard = new PostgresGuard(Database.Open());
        return await guard.StatusAsync(default);
    }

    public void Publish(string label, string[] statements, string[][] types)
    {
        using var connection = Database.Open();
        Publish(connection, label, statements, types);
        Run(connection, $"SELECT migration_guard.set_version_state('webshop', '{label}', 'live', '2031-12-24', NULL)");
    }

    public static void Publish(NpgsqlConnection connection, string label, string[] statements, string[][] types, string path = "public")
    {
        var entries = statements.Select((text, index) => new Dictionary<string, object>
        {
            ["id"] = FormattableString.Invariant($"{label.GetHashCode(StringComparison.Ordinal) & 0xFFFF:x4}{index:x8}"),
            ["text"] = text,
            ["canonical"] = text,
            ["parameters"] = types[index].Select(type => new { type }).ToArray(),
            ["from"] = new[] { new { file = "Orders/UserStore.cs", line = 42 + index } },
        });
        var manifest = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["version"] = 1, ["service"] = "webshop", ["label"] = label, ["digest"] = "sha256:" + label, ["role"] = App, ["search_path"] = path, ["statements"] = entries,
        });
        using var publish = new NpgsqlCommand("SELECT migration_guard.publish($1::jsonb)", connection) { Parameters = { new() { Value = manifest } } };
        publish.ExecuteNonQuery();
    }

    /// <summary>A session of its own as somebody.</summary>
    public NpgsqlConnection OpenAs(string user)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = user, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs statements, one message each, as somebody in a session of its own; the error, or null.</summary>
    public PostgresException? Try(string user, params string[] statements)
    {
        using var connection = OpenAs(user);
        return Try(connection, statements);
    }

    public static PostgresException? Try(NpgsqlConnection connection, params string[] statements)
    {
        try
        {
            foreach (var statement in statements)
            {
                Run(connection, statement);
            }

            return null;
        }
        catch (PostgresException exception)
        {
            return exception;
        }
    }

    public T Ask<T>(string sql) => Database.Ask<T>(sql);

    public void Dispose() => Database.Dispose();
}
