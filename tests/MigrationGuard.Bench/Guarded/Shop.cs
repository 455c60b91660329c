using System.Globalization;
using System.Text.Json;
using MigrationGuard.Guarding;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Bench.Guarded;

/// <summary>A shop's database with data; guarded ones have a live version with a number of statements.</summary>
internal sealed class Shop : IDisposable
{
    /// <summary>The application's role.</summary>
    public const string Role = "bench_shop_app";

    private const string Schema = """
        CREATE TABLE users (id int PRIMARY KEY, username varchar(50) NOT NULL, email text UNIQUE, balance int NOT NULL DEFAULT 0);
        CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int NOT NULL REFERENCES users, total numeric(10,2) NOT NULL CHECK (total >= 0), note text);
        CREATE TABLE unused (id int PRIMARY KEY);
        INSERT INTO users SELECT i, 'user' || i, 'user' || i || '@example.org' FROM generate_series(1, 10000) AS i;
        INSERT INTO orders (user_id, total) SELECT 1 + i % 10000, i % 500 FROM generate_series(1, 20000) AS i;
        ANALYZE;
        GRANT SELECT, INSERT, UPDATE, DELETE ON users, orders TO bench_shop_app;
        """;

    private Shop(PostgresDatabase database) => Database = database;

    /// <summary>The database.</summary>
    public PostgresDatabase Database { get; }

    /// <summary>Creates it; without a guard when there are no statements.</summary>
    public static Shop Create(PostgresServer server, int statements)
    {
        var database = server.CreateDatabase();
        database.Execute($"DO $$ BEGIN CREATE ROLE {Role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        database.Execute(Schema);
        var shop = new Shop(database);
        if (statements > 0)
        {
            shop.Guard(statements).GetAwaiter().GetResult();
        }

        return shop;
    }

    /// <summary>Runs a query that has one value.</summary>
    public static T Ask<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        return (T)command.ExecuteScalar()!;
    }

    /// <inheritdoc />
    public void Dispose() => Database.Dispose();

    private async Task Guard(int statements)
    {
        await using (var guard = new PostgresGuard(Database.Open()))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, CancellationToken.None);
        }

        await using var connection = Database.Open();
        await using var publish = new NpgsqlCommand("SELECT migration_guard.publish($1::jsonb)", connection) { CommandTimeout = 600 };
        publish.Parameters.AddWithValue(Manifest(statements));
        await publish.ExecuteScalarAsync();
        Ask<int>(connection, "SELECT migration_guard.set_version_state('shop', '1.0', 'live', NULL, 'benchmark')");
        await using var analyze = new NpgsqlCommand("ANALYZE", connection);
        await analyze.ExecuteNonQueryAsync();
    }

    private static string Manifest(int statements) => JsonSerializer.Serialize(new
    {
        service = "shop",
        label = "1.0",
        digest = "sha256:benchmark",
        role = Role,
        search_path = "public",
        statements = Enumerable.Range(0, statements).Select(number =>
        {
            var text = Statement(number);
            return new { id = number.ToString("x12", CultureInfo.InvariantCulture), text, canonical = text, parameters = Array.Empty<object>() };
        }),
    });

    private static string Statement(int number) => (number % 5) switch
    {
        0 => $"SELECT id, username FROM users WHERE id = $1 AND balance <> {number}",
        1 => $"INSERT INTO orders (user_id, total, note) VALUES ($1, $2, 'n{number}') RETURNING id",
        2 => $"UPDATE users SET email = $2 WHERE id = $1 AND balance <> {number}",
        3 => $"SELECT o.id, u.username FROM orders o JOIN users u ON u.id = o.user_id WHERE o.note = 'n{number}'",
        _ => $"INSERT INTO users (id, username) VALUES ($1, 'n{number}') ON CONFLICT (id) DO UPDATE SET username = excluded.username",
    };
}
