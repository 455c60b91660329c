using System.Diagnostics;
using MigrationGuard.Postgres;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ReplicationTests(int major)
{
    [Test]
    public async Task A_subscriber_keeps_a_copy_of_the_ledger_in_which_no_trigger_fires()
    {
        using var scene = await GuardScene.CreateAsync(major);
        using var subscriber = PostgresServer.Get(major).CreateDatabase();
        foreach (var script in GuardScripts.Names)
        {
            subscriber.Execute(GuardScripts.Read(script));
        }

        subscriber.Execute("CREATE TABLE spare (id int); CREATE TABLE users (id int); CREATE TABLE orders (id int); CREATE TABLE events (id int); CREATE TABLE events_1 (id int); CREATE TABLE events_2 (id int)");
        scene.Database.Execute("CREATE PUBLICATION everything FOR ALL TABLES");
        var slot = FormattableString.Invariant($"guard_test_{Environment.ProcessId}");
        scene.Database.Execute($"SELECT pg_create_logical_replication_slot('{slot}', 'pgoutput')");
        var there = new NpgsqlConnectionStringBuilder(scene.Database.ConnectionString);
        subscriber.Execute(FormattableString.Invariant($"CREATE SUBSCRIPTION {slot} CONNECTION 'host={there.Host} port={there.Port} user={there.Username} dbname={there.Database}' PUBLICATION everything WITH (create_slot = false, copy_data = false, slot_name = '{slot}')"));
        try
        {
            var rows = scene.Ask<long>("SELECT max(id) FROM migration_guard.log");
            Assert.That(scene.Try(GuardScene.Migrator, "ALTER TABLE spare ADD note text"), Is.Null);
            Assert.That(scene.Try("postgres", "SET session_replication_role = replica", "ALTER TABLE users RENAME username TO handle")?.SqlState, Is.EqualTo("MG001"));

            Assert.That(await ArrivedAsync(subscriber, rows + 1), Is.True);
        }
        finally
        {
            subscriber.Execute($"ALTER SUBSCRIPTION {slot} DISABLE; ALTER SUBSCRIPTION {slot} SET (slot_name = NONE); DROP SUBSCRIPTION {slot}");
            scene.Database.Execute($"SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = '{slot}' AND active_pid IS NOT NULL; SELECT pg_drop_replication_slot('{slot}')");
        }
    }

    private static async Task<bool> ArrivedAsync(PostgresDatabase subscriber, long row)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60);)
        {
            using var connection = subscriber.Open();
            using var query = new NpgsqlCommand(FormattableString.Invariant($"SELECT count(*) FROM migration_guard.log AS l, migration_guard.log_head AS h WHERE l.id = {row} AND h.id = {row}"), connection);
            if ((long)query.ExecuteScalar()! == 1)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        return false;
    }
}
