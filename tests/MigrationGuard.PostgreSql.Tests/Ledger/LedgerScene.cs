using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Ledgers;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Ledger;

/// <summary>A guarded database with three versions of a shop, for all tests of a fixture: each begins with what was there first.</summary>
internal sealed class LedgerScene : IDisposable
{
    public const string Releaser = "ledger_test_releaser";

    private readonly PostgresServer _server;
    private readonly string _reset;

    private LedgerScene(PostgresServer server, PostgresDatabase database)
    {
        (_server, Database) = (server, database);
        using var connection = database.Open();
        using var command = new NpgsqlCommand("SELECT format('id = %s, hash = %L', id, hash) FROM migration_guard.log_head", connection);
        var head = (string)command.ExecuteScalar()!;
        _reset = $"""
            SET session_replication_role = replica;
            UPDATE migration_guard.log_head SET {head};
            DELETE FROM migration_guard.log AS l USING migration_guard.log_head AS h WHERE l.id > h.id;
            TRUNCATE migration_guard.release RESTART IDENTITY;
            DELETE FROM migration_guard.lease;
            INSERT INTO migration_guard.lease (token, holder, taken_at, expires_at) VALUES (0, NULL, '-infinity', '-infinity');
            UPDATE migration_guard.version SET state = CASE label WHEN '4.3.0' THEN 'published' ELSE 'live' END, window_until = NULL, reason = NULL;
            RESET session_replication_role;
            """;
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>The database; a test that changes more of it than its rows takes a copy.</summary>
    public PostgresDatabase Database { get; }

    public static async Task<LedgerScene> CreateAsync(int major)
    {
        var server = PostgresServer.Get(major);
        var database = server.CreateDatabase();
        database.Execute($"""
            DO $$ DECLARE person text; BEGIN
                FOREACH person IN ARRAY ARRAY['{Releaser}', '{GuardScene.App}'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN EXECUTE format('CREATE ROLE %I LOGIN', person); END IF;
                END LOOP;
            END $$;
            CREATE TABLE users (id int PRIMARY KEY, username text);
            GRANT SELECT ON users TO {GuardScene.App};
            """);
        await using (var guard = new PostgresGuard(database.Open()))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, default);
        }

        using (var connection = database.Open())
        {
            GuardScene.Run(connection, $"GRANT migration_guard_releaser TO {Releaser}");
            foreach (var label in new[] { "4.1.0", "4.2.0", "4.3.0" })
            {
                GuardScene.Publish(connection, label, ["SELECT username FROM users"], [[]]);
            }

            GuardScene.Run(connection, $"SELECT migration_guard.set_version_state('{ReleaseLedgerContract.Service}', label, 'live', NULL, NULL) FROM unnest('{{4.1.0,4.2.0}}'::text[]) AS label");
        }

        return new(server, database);
    }

    /// <summary>Lets a test begin.</summary>
    public void Reset() => Database.Execute(_reset);

    /// <summary>A copy of the database; nobody stays connected to the original.</summary>
    public PostgresDatabase Copy()
    {
        Database.Execute($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND usename = '{Releaser}'");
        Database.Release();
        return _server.Copy(Database);
    }

    /// <summary>A ledger of somebody.</summary>
    public static PostgresReleaseLedger Open(PostgresDatabase database, string user = Releaser, string more = "") => new(PostgresSource.Create(
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user }.ConnectionString + ";" + more, new PostgresLimits()));

    public void Dispose() => Database.Dispose();
}
