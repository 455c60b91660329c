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

/// <summary>A guarded database with three versions of a shop, as a template for the databases of a fixture's tests.</summary>
internal sealed class LedgerScene : IDisposable
{
    public const string Releaser = "ledger_test_releaser";

    private readonly PostgresServer _server;
    private readonly PostgresDatabase _template;

    private LedgerScene(PostgresServer server, PostgresDatabase template) => (_server, _template) = (server, template);

    public static async Task<LedgerScene> CreateAsync(int major)
    {
        var server = PostgresServer.Get(major);
        var template = server.CreateDatabase();
        template.Execute($"""
            DO $$ DECLARE person text; BEGIN
                FOREACH person IN ARRAY ARRAY['{Releaser}', '{GuardScene.App}'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN EXECUTE format('CREATE ROLE %I LOGIN', person); END IF;
                END LOOP;
            END $$;
            CREATE TABLE users (id int PRIMARY KEY, username text);
            GRANT SELECT ON users TO {GuardScene.App};
            """);
        await using (var guard = new PostgresGuard(template.Open()))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, default);
        }

        using (var connection = template.Open())
        {
            GuardScene.Run(connection, $"GRANT migration_guard_releaser TO {Releaser}");
            foreach (var label in new[] { "4.1.0", "4.2.0", "4.3.0" })
            {
                GuardScene.Publish(connection, label, ["SELECT username FROM users"], [[]]);
            }

            GuardScene.Run(connection, $"SELECT migration_guard.set_version_state('{ReleaseLedgerContract.Service}', label, 'live', NULL, NULL) FROM unnest('{{4.1.0,4.2.0}}'::text[]) AS label");
            NpgsqlConnection.ClearPool(connection);
        }

        return new(server, template);
    }

    /// <summary>A copy of the template.</summary>
    public PostgresDatabase Copy() => _server.Copy(_template);

    /// <summary>A ledger of somebody.</summary>
    public static PostgresReleaseLedger Open(PostgresDatabase database, string user = Releaser, string more = "") => new(PostgresSource.Create(
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user }.ConnectionString + ";" + more, new PostgresLimits()));

    public void Dispose() => _template.Dispose();
}
