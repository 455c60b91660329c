using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Facts;

public sealed class EdgesTests
{
    private const string Expected =
        """
        (app.address AS pg_catalog.text) part app.address
        (app.period AS app.period_multirange) part app.period
        (app.period AS app.period_multirange) part app.period_multirange
        (app.period AS app.period_multirange) part app.period_multirange(app.period)
        app.address type_part app.mood
        app.amount type_part app.is_positive(numeric)
        app.base child app.derived
        app.child check app.is_positive(numeric)
        app.child column_type app.amount
        app.child column_type app.mood
        app.child generated app.twice(integer)
        app.child index_expression app.twice(integer)
        app.child references app.parent
        app.child trigger app.audit()
        app.child_names view_base app.child
        app.child_names view_part app.twice(integer)
        app.counted sequence app.counted_id_seq
        app.counted sequence app.counted_serial_id_seq
        app.derived parent app.base
        app.measured child app.measured_2024
        app.measured partition_key app.twice(integer)
        app.measured_2024 parent app.measured
        app.parent cascade app.child
        app.parents() routine_part app.parent
        app.period(integer,integer) routine_part app.period
        app.period(integer,integer,pg_catalog.text) routine_part app.period
        app.period_multirange() routine_part app.period_multirange
        app.period_multirange(app.period) routine_part app.period
        app.period_multirange(app.period) routine_part app.period_multirange
        app.period_multirange(app.period[]) routine_part app.period[]
        app.period_multirange(app.period[]) routine_part app.period_multirange
        app.plain default app.twice(integer)
        app.plain policy app.parent
        app.plain rule app.parent
        app.prose part app.words
        app.remote server far
        app.totals view_base app.parent
        far part wrapper
        """;

    private readonly FactsDatabases _databases = new();

    [OneTimeTearDown]
    public void Drop() => _databases.Dispose();

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public void Every_object_leads_to_what_its_behaviour_depends_on(int major)
    {
        using var connection = _databases[major].Open();
        Assert.That(Edges(connection, "e.via <> 'schema'"), Is.EqualTo(Expected.Split('\n')));
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public void Every_object_of_a_schema_leads_to_it(int major)
    {
        using var connection = _databases[major].Open();
        Assert.That(Edges(connection, "e.via = 'schema' AND s.identity IN ('app.child', 'app.mood', 'app.audit()', 'app.===(integer,integer)')"), Is.EqualTo(new[]
        {
            "app.===(integer,integer) schema app", "app.audit() schema app", "app.child schema app", "app.mood schema app",
        }));
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public void Objects_that_are_gone_have_neither_facts_nor_edges(int major)
    {
        using var connection = _databases[major].Open();
        using var transaction = connection.BeginTransaction();
        using var command = new NpgsqlCommand(
            """
            CREATE TEMPORARY TABLE gone ON COMMIT DROP AS SELECT classes, objects FROM migration_guard.user_objects();
            DROP SCHEMA app CASCADE; DROP SERVER far CASCADE;
            SELECT count(*) FROM gone, migration_guard.facts_of(classes || 'pg_authid'::regclass::oid, objects || 99999999::oid, 10);
            SELECT count(*) FROM gone, migration_guard.edges_of(classes, objects);
            """,
            connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        var facts = reader.GetInt64(0);
        reader.NextResult();
        reader.Read();
        Assert.That((facts, reader.GetInt64(0)), Is.EqualTo((1L, 0L)), "only schema public is left");
    }

    private static List<string> Edges(NpgsqlConnection connection, string condition)
    {
        using var command = new NpgsqlCommand(
            $"""
            SELECT (s.identity || ' ' || e.via || ' ' || t.identity) COLLATE "C"
            FROM migration_guard.user_objects() AS listed, migration_guard.edges_of(listed.classes, listed.objects) AS e,
                pg_identify_object(e.class, e.object, 0) AS s, pg_identify_object(e.target_class, e.target_object, 0) AS t
            WHERE {condition} ORDER BY 1
            """,
            connection);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
