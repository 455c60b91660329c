using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class DataReadingTests
{
    [Test]
    public void INSERT_is_read() => Assert.That(
        Reading.Operations("""
            INSERT INTO s.t AS x (a, b[1], values) VALUES (1, (2), 'x;y'), (3, 4, DEFAULT) ON CONFLICT (a) DO NOTHING RETURNING a;
            INSERT INTO t SELECT a FROM u WHERE NOT EXISTS (SELECT 1);
            INSERT INTO t (SELECT 1);
            INSERT INTO t DEFAULT VALUES;
            """),
        Is.EqualTo(new Operation[]
        {
            new InsertRows(new ObjectName("s", "t"), new(["a", "b", "values"]))
            {
                Alias = "x",
                Source = Reading.Sql("VALUES (1, (2), 'x;y'), (3, 4, DEFAULT) ON CONFLICT (a) DO NOTHING RETURNING a"),
                Rows = 2,
                Repeatable = true,
            },
            new InsertRows("t", default) { Source = Reading.Sql("SELECT a FROM u WHERE NOT EXISTS (SELECT 1)"), FromQuery = true, Repeatable = true },
            new InsertRows("t", default) { Source = Reading.Sql("(SELECT 1)"), FromQuery = true },
            new InsertRows("t", default) { Source = Reading.Sql("DEFAULT VALUES"), Rows = 1 },
        }));

    [TestCase("UPDATE t SET a = b", null)]
    [TestCase("UPDATE t SET a = b IS DISTINCT FROM c WHERE d", null)]
    [TestCase("UPDATE t SET a = (SELECT x FROM u) WHERE b", null)]
    [TestCase("UPDATE t SET a = b IS NOT DISTINCT FROM c FROM u, v AS w WHERE d RETURNING e", "u, v AS w")]
    [TestCase("UPDATE t SET a = u.a FROM u", "u")]
    public void The_other_tables_of_an_update_are_read(string sql, string? from) => Assert.That(((UpdateRows)Reading.Operation(sql)).From, Is.EqualTo(from));

    [Test]
    public void UPDATE_DELETE_and_MERGE_are_read() => Assert.That(
        Reading.Operations("""
            UPDATE ONLY s.t AS x SET a = 1, (b, c) = (SELECT 1, 2), d.e = 3 FROM u WHERE x.id = u.id RETURNING *;
            UPDATE t SET a = lower(a);
            DELETE FROM t USING u, v WHERE t.id = u.id;
            DELETE FROM t;
            MERGE INTO t AS x USING u ON x.id = u.id WHEN MATCHED THEN DELETE;
            """),
        Is.EqualTo(new Operation[]
        {
            new UpdateRows(new ObjectName("s", "t"), new(["a", "b", "c", "d"]))
            {
                Alias = "x", Assignments = Reading.Sql("a = 1, (b, c) = (SELECT 1, 2), d.e = 3 FROM u"), From = "u", Where = Reading.Sql("x.id = u.id"),
            },
            new UpdateRows("t", new(["a"])) { Assignments = Reading.Sql("a = lower(a)") },
            new DeleteRows("t") { Using = "u, v", Where = Reading.Sql("t.id = u.id") },
            new DeleteRows("t"),
            new MergeRows("t", Reading.Sql("AS x USING u ON x.id = u.id WHEN MATCHED THEN DELETE")) { Deletes = true },
        }));

    [TestCase("UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t WHERE a IS NULL LIMIT 1000)", true)]
    [TestCase("WITH b AS (SELECT id FROM t LIMIT 10) UPDATE t SET a = 1 FROM b WHERE t.id = b.id", true)]
    [TestCase("UPDATE t SET a = 1 WHERE id BETWEEN 1 AND 1000", true)]
    [TestCase("UPDATE t SET a = 1 WHERE id >= 1 AND id < 1000", true)]
    [TestCase("UPDATE t SET a = 1 WHERE id > 1", false)]
    [TestCase("UPDATE t SET a = 1 WHERE price BETWEEN 1 AND 2", false)]
    [TestCase("UPDATE t SET a = 1", false)]
    public void An_update_of_a_bounded_number_of_rows_is_a_batch(string sql, bool batched) => Assert.That(((UpdateRows)Reading.Operation(sql)).Batched, Is.EqualTo(batched));

    [Test]
    public void A_change_inside_WITH_is_a_step_of_its_own() => Assert.That(
        Reading.Operations("WITH moved AS (DELETE FROM t WHERE a RETURNING *), n AS (SELECT 1) INSERT INTO u SELECT * FROM moved"),
        Is.EqualTo(new Operation[]
        {
            new InsertRows("u", default)
            {
                With = "WITH moved AS (DELETE FROM t WHERE a RETURNING *), n AS (SELECT 1)", Source = Reading.Sql("SELECT * FROM moved"), FromQuery = true,
            },
            new DeleteRows("t") { Where = Reading.Sql("a") },
        }));

    [Test]
    public void Queries_calls_and_COPY_are_read() => Assert.That(
        Reading.Operations("""
            SELECT setval('s', 1);
            CALL app.p(1, 'x');
            EXPLAIN SELECT 1;
            EXPLAIN (ANALYZE, COSTS off) DELETE FROM t;
            COPY t (a, b) FROM '/tmp/x' WITH (FORMAT csv);
            COPY t TO STDOUT;
            COPY (SELECT 1) TO STDOUT;
            """),
        Is.EqualTo(new Operation[]
        {
            new Query(Reading.Sql("SELECT setval('s', 1)")),
            new CallRoutine(new ObjectName("app", "p"), "1, 'x'"),
            new Query(Reading.Sql("EXPLAIN SELECT 1")),
            new DeleteRows("t"),
            new CopyRows("t", new(["a", "b"])) { Writes = true, Options = "FROM '/tmp/x' WITH (FORMAT csv)" },
            new CopyRows("t", default) { Options = "TO STDOUT" },
            new Query(Reading.Sql("COPY (SELECT 1) TO STDOUT")),
        }));
}
