using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MigrationGuard.Guarding;
using MigrationGuard.Pending;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.EntityFrameworkCore.Tests.Store;

/// <summary>A store whose version 4.2.0 is live, with a ledger.</summary>
internal sealed class StoreScene : IDisposable
{
    public const string App = "store_app";

    private StoreScene(PostgresDatabase database) => Database = database;

    public PostgresDatabase Database { get; }

    public List<string> Said { get; } = [];

    public static StoreScene Create(int major) => new(PostgresServer.Get(major).Copy("store", Prepare));

    public StoreContext Context(Action<RunGuardOptions>? change = null, Action<DbContextOptionsBuilder>? more = null) => Context<StoreContext>(change, more);

    public TContext Context<TContext>(Action<RunGuardOptions>? change = null, Action<DbContextOptionsBuilder>? more = null)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>().UseNpgsql(Database.ConnectionString).UseMigrationGuard(guard =>
        {
            guard.UsePostgreSql(Database.ConnectionString);
            guard.RetryPause = TimeSpan.FromMilliseconds(20);
            guard.LockTimeout = TimeSpan.FromMilliseconds(100);
            guard.Say = Say;
            change?.Invoke(guard);
        });
        more?.Invoke(options);
        return (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
    }

    public void Retire() => Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, NULL)");

    /// <summary>What EF Core's history says; null where there is no such table.</summary>
    public string? History() => Database.Ask<bool>("SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL")
        ? Database.Ask<string>("""SELECT coalesce(string_agg(substr("MigrationId", 16), ' ' ORDER BY "MigrationId"), '') FROM "__EFMigrationsHistory" """)
        : null;

    /// <summary>What the ledger was told, one run after the other.</summary>
    public string Reported() => Database.Ask<string>(
        """
        SELECT coalesce(string_agg((SELECT string_agg((one ->> 'id') || ' ' || (one ->> 'direction'), ', ') FROM jsonb_array_elements(details -> 'migrations') AS one), '; ' ORDER BY at), '')
        FROM migration_guard.log WHERE event = 'applied'
        """);

    public void Dispose() => Database.Dispose();

    private void Say(string line)
    {
        lock (Said)
        {
            Said.Add(line);
        }
    }

    private static void Prepare(PostgresDatabase database)
    {
        database.Execute($"DO $$ BEGIN IF to_regrole('{App}') IS NULL THEN CREATE ROLE {App} LOGIN; END IF; END $$");
        database.Execute("CREATE TABLE users (id int PRIMARY KEY, username text, email text); CREATE TABLE orders (id int PRIMARY KEY, placed date NOT NULL); GRANT SELECT, INSERT, UPDATE, DELETE ON users, orders TO " + App);
        InstallAsync(database).GetAwaiter().GetResult();
        Publish(database, "4.2.0", "SELECT id, username, email FROM users WHERE id = $1");
        Publish(database, "4.3.0", "SELECT id, email FROM users WHERE id = $1");
    }

    private static async Task InstallAsync(PostgresDatabase database)
    {
        await using var guard = new PostgresGuard(database.Open());
        await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default);
    }

    private static void Publish(PostgresDatabase database, string label, string statement)
    {
        var manifest = JsonSerializer.Serialize(new
        {
            version = 1,
            service = "webshop",
            label,
            digest = "sha256:" + label,
            role = App,
            search_path = "public",
            statements = new[]
            {
                new { id = "00000000000" + (label == "4.2.0" ? "1" : "2"), text = statement, canonical = statement, parameters = new[] { new { type = "integer" } }, from = new[] { new { file = "Users.cs", line = 42 } } },
            },
        });
        using var connection = database.Open();
        using var publish = new NpgsqlCommand("SELECT migration_guard.publish($1::jsonb)", connection) { Parameters = { new() { Value = manifest } } };
        publish.ExecuteNonQuery();
        using var live = new NpgsqlCommand($"SELECT migration_guard.set_version_state('webshop', '{label}', 'live', '2031-12-24', NULL)", connection);
        live.ExecuteNonQuery();
    }
}
