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
    private NpgsqlConnection _connection;
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
        _schemas++;
        _connection = _database.Open();
        Execute($"CREATE SCHEMA {Schema}");
        Execute($"SET search_path = {Schema}, public");
    }

    [TearDown]
    public void Close() => _connection.Dispose();

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

    [TestCase("integer", "bigint", "INSERT INTO t (id, o) VALUES (1, 5); INSERT INTO t (id, o_new) VALUES (2, 6); UPDATE t SET other = 1; UPDATE t SET o_new = o_new + 1; UPDATE t SET o = o * 2", "1|12|12 2|14|14")]
    [TestCase("integer", "text USING o::text; -- migrationguard: down o::integer", "INSERT INTO t (id, o_new) VALUES (1, '007'), (2, '008'); UPDATE t SET other = 1; UPDATE t SET o = 9 WHERE id = 2", "1|7|007 2|9|9")]
    [TestCase("integer", "text USING o::text; -- migrationguard: down coalesce(o, '0')::integer", "INSERT INTO t (id, o_new) VALUES (1, 'a1') ON CONFLICT DO NOTHING", null)]
    [TestCase("integer", "text USING o::text; -- migrationguard: down coalesce(o, '0')::integer", "INSERT INTO t (id, o) VALUES (1, 5); UPDATE t SET o_new = NULL; UPDATE t SET other = 1", "1|0|0")]
    [TestCase("text", "text USING lower(o); -- migrationguard: down o", "INSERT INTO t (id, o) VALUES (1, 'Bob'); INSERT INTO t (id, o_new) VALUES (2, 'ann'); UPDATE t SET other = 1", "1|Bob|bob 2|ann|ann")]
    [TestCase("numeric(10,2)", "numeric(12,4)", "INSERT INTO t (id, o) VALUES (1, 1.5); UPDATE t SET o_new = 2.25", "1|2.25|2.2500")]
    [TestCase("json", "jsonb", "INSERT INTO t (id, o) VALUES (1, '{\"a\":1}'); UPDATE t SET other = 1; INSERT INTO t (id, o_new) VALUES (2, '{\"a\":1}')", "1|{\"a\":1}|{\"a\": 1} 2|{\"a\": 1}|{\"a\": 1}")]
    [TestCase("timestamp", "timestamptz; -- migrationguard: down o::timestamp", "SET TimeZone = 'Asia/Kolkata'; INSERT INTO t (id, o) VALUES (1, '2024-01-01 12:00'); INSERT INTO t (id, o_new) VALUES (2, '2024-01-01 12:00+00'); SET TimeZone = 'UTC'", "1|2024-01-01 12:00:00|2024-01-01 12:00:00+00 2|2024-01-01 12:00:00|2024-01-01 12:00:00+00")]
    [TestCase("integer DEFAULT 3", "bigint", "INSERT INTO t (id) VALUES (1); INSERT INTO t (id, o_new) VALUES (2, NULL); INSERT INTO t (id, o) VALUES (3, NULL); INSERT INTO t (id, o_new) VALUES (4, DEFAULT)", "1|3|3 2|| 3|| 4|3|3")]
    [TestCase("uuid DEFAULT gen_random_uuid()", "text USING o::text; -- migrationguard: down o::uuid", "INSERT INTO t (id, o_new) VALUES (1, '00000000-0000-0000-0000-000000000001'); INSERT INTO t (id, o) VALUES (2, NULL)", "1|00000000-0000-0000-0000-000000000001|00000000-0000-0000-0000-000000000001 2||")]
    public void Values_of_another_type_follow(string type, string change, string statements, string? expected)
    {
        Expand(type, Change(change));
        if (expected is null)
        {
            Assert.That(() => Run(statements), Throws.InstanceOf<PostgresException>());
            return;
        }

        Run(statements);
        Assert.That(Rows("o_new"), Is.EqualTo(expected));
    }

    [TestCase("integer", "bigint", "UPDATE t SET o_new = 3000000000", "22003", "t.o_new cannot be 3000000000 while older versions read o (integer): integer out of range")]
    [TestCase("numeric(10,2)", "numeric(12,4)", "UPDATE t SET o_new = 1.2345", "22000", "t.o_new cannot be 1.2345 while older versions read o (numeric(10,2)): it would become 1.23")]
    [TestCase("integer", "numeric", "UPDATE t SET o_new = 1.5", "22000", "t.o_new cannot be 1.5 while older versions read o (integer): it would become 2")]
    [TestCase("integer", "text USING o::text; -- migrationguard: down o::integer", "UPDATE t SET o_new = 'many'", "22P02", "t.o_new cannot be many while older versions read o (integer): invalid input syntax for type integer: \"many\"")]
    [TestCase("text", "integer USING o::integer; -- migrationguard: down o::text", "UPDATE t SET o = 'many'", "22P02", "t.o cannot be many while newer versions read o_new (integer): invalid input syntax for type integer: \"many\"")]
    [TestCase("text", "varchar(3)", "UPDATE t SET o = 'four'", "22001", "t.o cannot be four while newer versions read o_new (character varying(3)): value too long for type character varying(3)")]
    public void A_value_that_the_other_column_cannot_hold_is_refused_by_name(string type, string change, string statement, string state, string message)
    {
        Expand(type, Change(change));
        Run("INSERT INTO t (id, o) VALUES (1, '1')");
        var refused = Assert.Throws<PostgresException>(() => Run(statement))!;
        Assert.Multiple(() =>
        {
            Assert.That(refused.SqlState, Is.EqualTo(state));
            Assert.That(refused.MessageText, Is.EqualTo(message));
            Assert.That(Rows(change == "bigint" ? "o_new" : "o"), Does.StartWith("1|1"));
        });
    }

    [Test]
    public void It_sees_what_other_triggers_make_of_the_row()
    {
        Expand("text", Rename);
        Run("CREATE FUNCTION lowered() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.o := lower(NEW.o); RETURN NEW; END'", "CREATE TRIGGER xx BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION lowered()");
        Run("INSERT INTO t (id, o) VALUES (1, 'BOB'), (2, 'ANN'); UPDATE t SET o = 'EVE' WHERE id = 2");
        Assert.That(Rows("n"), Is.EqualTo("1|bob|bob 2|eve|eve"));
    }

    [Test]
    public void Columns_may_be_called_like_variables_of_a_trigger()
    {
        Expand("integer, \"new\" integer, \"old\" integer, found integer, tg_op text", "ALTER TABLE t ALTER COLUMN o TYPE text USING (o + coalesce(\"new\", \"old\", found, length(tg_op), 0))::text; -- migrationguard: down o::integer");
        Run("INSERT INTO t (id, o, found) VALUES (1, 1, 2); INSERT INTO t (id, o_new, tg_op) VALUES (2, '4', 'x')");
        Assert.That(Rows("o_new"), Is.EqualTo("1|1|3 2|4|4"));
    }

    [Test]
    public void Types_are_found_whatever_the_writer_searches()
    {
        Execute("CREATE TYPE mood AS ENUM ('sad', 'glad')");
        Expand("mood DEFAULT 'sad'", Rename);
        Run($"SET search_path = pg_catalog; INSERT INTO {Schema}.t (id, o) VALUES (1, 'glad'); INSERT INTO {Schema}.t (id) VALUES (2); INSERT INTO {Schema}.t (id, n) VALUES (3, NULL); UPDATE {Schema}.t SET n = 'sad' WHERE id = 1");
        Assert.That(Rows("n"), Is.EqualTo("1|sad|sad 2|sad|sad 3||"));
    }

    [Test]
    public void What_foreign_keys_do_reaches_the_other_column()
    {
        Expand("integer", Rename);
        Run("CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2); ALTER TABLE t ADD FOREIGN KEY (o) REFERENCES p ON DELETE SET NULL ON UPDATE CASCADE; INSERT INTO t (id, n) VALUES (1, 1), (2, 2); DELETE FROM p WHERE id = 1; UPDATE p SET id = 3");
        Assert.That(Rows("n"), Is.EqualTo("1|| 2|3|3"));
    }

    [Test]
    public void The_new_version_can_name_a_unique_column_in_an_upsert_before_the_contract()
    {
        Expand("text CONSTRAINT one UNIQUE", Rename, Phase.Expand, Phase.Migrate);
        Run("INSERT INTO t (id, n) VALUES (1, 'a'); INSERT INTO t (id, n, other) VALUES (2, 'a', 5) ON CONFLICT (n) DO UPDATE SET n = 'b', other = EXCLUDED.other; INSERT INTO t (id, o) VALUES (3, 'b') ON CONFLICT (o) DO UPDATE SET o = 'c'");
        Assert.That(Rows("n"), Is.EqualTo("1|c|c"));
    }

    [Test]
    public void A_table_without_a_key_is_filled_even_where_nothing_comes_of_a_value()
    {
        const string NoKey = "CREATE TABLE t (id integer, o text); INSERT INTO t VALUES (1, '1'), (1, 'x'), (NULL, '2');";
        Execute(NoKey);
        var plan = PlannedRun.Plan(major, NoKey, "-- migrationguard: down o::text\nALTER TABLE t ALTER COLUMN o TYPE integer USING CASE WHEN o ~ '^[0-9]+$' THEN o::integer END;");
        Assert.That(plan.Left, Is.Empty);
        PlannedRun.Run(plan, _connection, Phase.Expand, Phase.Migrate);
        Assert.That(Rows("o_new"), Is.EqualTo("1|1|1 1|x| 2|2"));
    }

    private static string Change(string change)
    {
        var parts = change.Split("; ");
        return $"ALTER TABLE t ALTER COLUMN o TYPE {parts[0]}; {parts.ElementAtOrDefault(1)}";
    }

    private void Expand(string type, string migration, params Phase[] phases)
    {
        var schema = Before.Replace("{0}", type, StringComparison.Ordinal);
        Execute(schema);
        var plan = PlannedRun.Plan(major, schema, migration);
        Assert.That(plan.Left, Is.Empty);
        PlannedRun.Run(plan, _connection, phases.Length == 0 ? [Phase.Expand] : phases);
    }

    private void Run(params string[] statements)
    {
        foreach (var statement in statements.SelectMany(text => text.StartsWith("CREATE FUNCTION", StringComparison.Ordinal) ? [text] : text.Split("; ")))
        {
            Execute(statement);
        }
    }

    private string Rows(string column)
    {
        using var command = new NpgsqlCommand($"SELECT string_agg(concat_ws('|', id, coalesce(o::text, ''), coalesce({column}::text, '')), ' ' ORDER BY id, o::text) FROM {Schema}.t", _connection);
        return (string)command.ExecuteScalar()!;
    }

    private string Schema => string.Create(CultureInfo.InvariantCulture, $"s{_schemas}");

    private void Execute(string statement)
    {
        using var command = new NpgsqlCommand(statement, _connection);
        command.ExecuteNonQuery();
    }
}
