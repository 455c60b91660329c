using MigrationGuard.Unproven;

namespace MigrationGuard.Database.Tests.Unproven;

public sealed class StatementShapeTests
{
    [TestCase("SELECT name FROM users WHERE id = $1", "select name\n from users -- mine\n where id=42;", TestName = "White space, comments, case and constants make no difference")]
    [TestCase("SELECT 'a', E'b\\n', $$c$$, 1.5, -7, $1, NULL, true", "SELECT $1, $2, $3, $4, $5, $6, $7, $8", TestName = "Every constant is a parameter")]
    [TestCase("SELECT a FROM t WHERE a = -5 AND b = +2 LIMIT 10 OFFSET 3", "SELECT a FROM t WHERE a = $1 AND b = $2 LIMIT $3 OFFSET $4", TestName = "A sign belongs to its constant")]
    [TestCase("SELECT a FROM t WHERE a IN ($1, $2, $3)", "SELECT a FROM t WHERE a IN ($1 /*, ... */)", TestName = "18 keeps one of a list")]
    [TestCase("SELECT a FROM t WHERE a IN ('a'::text, 'b'::character varying(10), 'c')", "SELECT a FROM t WHERE a IN ($1)", TestName = "Casts in a list of values belong to it")]
    [TestCase("SELECT a FROM t WHERE a = ANY (ARRAY[1, 2])", "SELECT a FROM t WHERE a = ANY (ARRAY[$1 /*, ... */])", TestName = "An array of values is a list")]
    [TestCase("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), ($5, $6)", "INSERT INTO t (a, b) VALUES ($1, $2)", TestName = "How many rows are inserted makes no difference")]
    [TestCase("SELECT interval '1 day', CAST($1 AS date)", "SELECT CAST($1 AS interval), date $2", TestName = "A typed constant is a cast")]
    [TestCase("SELECT \"name\" FROM \"users\"", "SELECT name FROM users", TestName = "Quotes that are not needed make no difference")]
    [TestCase("PREPARE p (int) AS SELECT a FROM t WHERE a = $1", "SELECT a FROM t WHERE a = $1", TestName = "What is prepared by a command is the statement")]
    [TestCase("SELECT a FROM t WHERE b = NULL", "SELECT a FROM t WHERE b = $1", TestName = "A null that is compared is a constant")]
    public void Texts_of_one_statement_have_one_shape(string manifest, string counted) =>
        Assert.That(StatementShape.Of(counted), Is.EqualTo(StatementShape.Of(manifest)));

    [TestCase("SELECT a FROM t", "SELECT b FROM t")]
    [TestCase("SELECT a FROM t WHERE b IS NULL", "SELECT a FROM t WHERE b IS TRUE")]
    [TestCase("SELECT a FROM t WHERE b IS NULL", "SELECT a FROM t WHERE b IS NOT NULL")]
    [TestCase("SELECT a FROM t WHERE a IN ($1, b)", "SELECT a FROM t WHERE a IN ($1)")]
    [TestCase("SELECT a FROM t WHERE a IN ($1 || $2)", "SELECT a FROM t WHERE a IN ($1)")]
    [TestCase("SELECT a FROM t WHERE a IN ($1::text || b)", "SELECT a FROM t WHERE a IN ($1)")]
    [TestCase("SELECT f($1, $2)", "SELECT f($1)")]
    [TestCase("SELECT \"Name\" FROM users", "SELECT name FROM users")]
    [TestCase("INSERT INTO t VALUES ($1, DEFAULT), ($2, $3)", "INSERT INTO t VALUES ($1, DEFAULT)")]
    public void Statements_that_differ_have_different_shapes(string one, string other) =>
        Assert.That(StatementShape.Of(one), Is.Not.EqualTo(StatementShape.Of(other)));

    [TestCase("")]
    [TestCase("'unterminated")]
    [TestCase("SELECT ((((")]
    [TestCase(")) ]] IN (")]
    [TestCase("a IN (?::")]
    [TestCase("ARRAY[(1::int(]")]
    [TestCase(") , ( ) , (")]
    public void Any_text_has_a_shape(string text) => Assert.That(() => StatementShape.Of(text), Throws.Nothing);

    [Test]
    public void The_shape_of_a_long_text_is_made_in_time()
    {
        var rows = string.Join(", ", Enumerable.Range(0, 20000).Select(n => FormattableString.Invariant($"({n}, 'x')")));
        Assert.That(StatementShape.Of("INSERT INTO t VALUES " + rows), Is.EqualTo("insert into t values ( ? , ? )"));
        Assert.That(StatementShape.Of($"SELECT a FROM t WHERE a IN ({string.Join(", ", Enumerable.Range(0, 200000))})"), Is.EqualTo("select a from t where a in ( ? )"));
    }

    [TestCase("BEGIN")]
    [TestCase("SET search_path TO app")]
    [TestCase("DISCARD ALL")]
    [TestCase("DEALLOCATE p")]
    [TestCase("FETCH ALL IN c")]
    [TestCase("SELECT migration_guard.heartbeat($1, $2, $3, $4)")]
    [TestCase("SELECT $1")]
    [TestCase("SELECT version()")]
    [TestCase("SELECT ns.nspname, t.oid FROM (SELECT typ.oid FROM pg_type AS typ LEFT JOIN pg_class AS cls ON (cls.oid = typ.typrelid)) AS t JOIN pg_namespace AS ns ON (ns.oid = typnamespace)")]
    [TestCase("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c, information_schema.tables t WHERE c.relname = $1)")]
    public void What_depends_on_nothing_of_the_application_is_left_out(string sql) => Assert.That(new ServerQuestions(Own).Holds(sql), Is.True);

    [TestCase("SELECT name FROM users")]
    [TestCase("SELECT c.oid FROM pg_class c, users u")]
    [TestCase("SELECT c.oid FROM pg_class c JOIN users u ON true")]
    [TestCase("SELECT 1 FROM pg_class WHERE EXISTS (SELECT 1 FROM users)")]
    [TestCase("SELECT pay($1)")]
    [TestCase("SELECT billing.pay($1)")]
    [TestCase("SELECT * FROM pay($1)")]
    [TestCase("WITH x AS (SELECT 1) SELECT * FROM x")]
    [TestCase("SELECT relname INTO mine FROM pg_class")]
    [TestCase("CALL pay($1)")]
    [TestCase("COPY users FROM STDIN")]
    [TestCase("CREATE TABLE t (a int)")]
    public void Everything_else_is_compared(string sql) => Assert.That(new ServerQuestions(Own).Holds(sql), Is.False);

    private static HashSet<string> Own { get; } = ["pay"];
}
