using System.Globalization;
using MigrationGuard.Classifying;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Planning;

[TestFixture(15)]
[TestFixture(18)]
public sealed class SyncTriggerTests(int major)
{
    private const string Before = "CREATE TABLE t (id integer PRIMARY KEY, o {0}, other integer);";
    private const string Rename = "ALTER TABLE t RENAME COLUMN o TO n;";

    private PostgresDatabase _database;
    private string _connectionString;
    private int _schemas;

    [OneTimeSetUp]
    public void CreateDatabase()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute("CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }

    [OneTimeTearDown]
    public void DropDatabase() => _database.Dispose();

    [SetUp]
    public void CreateSchema()
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"s{++_schemas}");
        _database.Execute("CREATE SCHEMA " + schema);
        _connectionString = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { SearchPath = schema + ",public", Pooling = false }.ConnectionString;
    }

    [TestCase("text COLLATE nocase", "'bob'", "'BOB'", "BOB", TestName = "Another_case_where_the_collation_ignores_case")]
    [TestCase("numeric", "1.0", "1.00", "1.00", TestName = "Another_scale")]
    [TestCase("double precision", "0", "'-0'", "-0", TestName = "Minus_zero")]
    [TestCase("double precision", "'NaN'", "'NaN'", "NaN", TestName = "Not_a_number")]
    [TestCase("box", "'(1,1),(0,0)'", "'(2,0.5),(1,0)'", "(2,0.5),(1,0)", TestName = "Another_box_of_the_same_area")]
    [TestCase("json", "'{\"a\":1}'", "'{\"a\": 1}'", "{\"a\": 1}", TestName = "Json")]
    [TestCase("json[]", "ARRAY['1'::json]", "ARRAY['2'::json]", "{2}", TestName = "An_array_of_json")]
    [TestCase("xml", "'<a/>'", "'<b/>'", "<b/>", TestName = "Xml")]
    [TestCase("point", "'(1,2)'", "'(1,3)'", "(1,3)", TestName = "A_point")]
    [TestCase("point[]", "ARRAY['(1,2)'::point]", "ARRAY['(1,3)'::point]", "{\"(1,3)\"}", TestName = "An_array_of_points")]
    [TestCase("bpchar(4)", "'a'", "'b'", "b", TestName = "A_padded_text")]
    [TestCase("integer[]", "'{1,2}'", "'[0:1]={1,2}'", "[0:1]={1,2}", TestName = "An_array_with_other_bounds")]
    [TestCase("pg_lsn", "'0/1'", "'0/2'", "0/2", TestName = "A_rare_type")]
    [TestCase("interval", "'24 hours'", "'1 day'", "1 day", TestName = "An_equal_interval")]
    public void Every_change_of_either_column_reaches_the_other(string type, string first, string second, string expected)
    {
        Expand(type, Rename);
        Run($"INSERT INTO t (id, o) VALUES (1, {first}), (2, {first}); INSERT INTO t (id, n) VALUES (3, {first})");
        Run($"UPDATE t SET o = {second} WHERE id = 1; UPDATE t SET n = {second} WHERE id = 2; UPDATE t SET n = {second}, other = 1 WHERE id = 3");
        Run("UPDATE t SET other = 2; UPDATE t SET o = o, n = n");
        Assert.That(Rows("n"), Is.EqualTo($"1|{expected}|{expected} 2|{expected}|{expected} 3|{expected}|{expected}"));
    }

    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a')", "1|a|a")]
    [TestCase("INSERT INTO t (id, n) VALUES (1, 'a')", "1|a|a")]
    [TestCase("INSERT INTO t (id) VALUES (1)", "1|none|none")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, NULL)", "1||")]
    [TestCase("INSERT INTO t (id, n) VALUES (1, NULL)", "1||")]
    [TestCase("INSERT INTO t (id, n) VALUES (1, DEFAULT)", "1|none|none")]
    [TestCase("INSERT INTO t (id, o, n) VALUES (1, 'a', 'a')", "1|a|a")]
    [TestCase("INSERT INTO t (id, o, n) VALUES (1, 'a', 'b')", "1|b|b")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); UPDATE t SET o = 'b', n = 'c'", "1|c|c")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); UPDATE t SET o = 'b', n = n", "1|b|b")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); UPDATE t SET n = NULL", "1||")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); UPDATE t SET o = NULL", "1||")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); UPDATE t SET n = DEFAULT", "1|none|none")]
    [TestCase("INSERT INTO t (id, n) VALUES (1, 'a'); UPDATE t SET o = DEFAULT", "1|none|none")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); INSERT INTO t (id, o) VALUES (1, 'b') ON CONFLICT (id) DO UPDATE SET o = EXCLUDED.o", "1|b|b")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); INSERT INTO t (id, n) VALUES (1, 'b') ON CONFLICT (id) DO UPDATE SET n = EXCLUDED.n", "1|b|b")]
    [TestCase("INSERT INTO t (id, o) VALUES (1, 'a'); INSERT INTO t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET n = EXCLUDED.n || '!'", "1|none!|none!")]
    [TestCase("INSERT INTO t (id, n) VALUES (1, 'a'); INSERT INTO t (id, n) SELECT id + 1, o FROM t", "1|a|a 2|a|a")]
    [TestCase("INSERT INTO t (id, n) VALUES (1, 'a'); MERGE INTO t USING (VALUES (1, 'b'), (2, 'c')) AS s (id, v) ON s.id = t.id WHEN MATCHED THEN UPDATE SET n = v WHEN NOT MATCHED THEN INSERT (id, o) VALUES (s.id, v)", "1|b|b 2|c|c")]
    [TestCase("INSERT INTO t (id, n) VALUES (1, 'a'); WITH w AS (UPDATE t SET o = 'b' RETURNING n) UPDATE t SET n = 'never' WHERE false", "1|b|b")]
    public void Writers_of_either_shape_find_what_they_wrote(string statements, string expected)
    {
        Expand("text DEFAULT 'none'", Rename);
        Run(statements);
        Assert.That(Rows("n"), Is.EqualTo(expected));
    }

    private void Expand(string type, string migration)
    {
        var schema = string.Format(CultureInfo.InvariantCulture, Before, type);
        using var connection = Open();
        Execute(connection, schema);
        var plan = PlannedRun.Plan(major, schema, migration);
        Assert.That(plan.Left, Is.Empty);
        PlannedRun.Run(plan, connection, Phase.Expand);
    }

    private void Run(string statements)
    {
        using var connection = Open();
        foreach (var statement in statements.Split("; "))
        {
            Execute(connection, statement);
        }
    }

    private string Rows(string column)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand($"SELECT string_agg(concat_ws('|', id, coalesce(o::text, ''), coalesce({column}::text, '')), ' ' ORDER BY id) FROM t", connection);
        return (string)command.ExecuteScalar()!;
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(NpgsqlConnection connection, string statement)
    {
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
