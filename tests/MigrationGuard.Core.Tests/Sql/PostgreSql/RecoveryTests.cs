using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class RecoveryTests
{
    [Test]
    public void One_unreadable_statement_leaves_the_others_read()
    {
        var script = Reading.Script("DROP TABLE a; GRIBBLE x; DROP TABLE b (; DROP TABLE c;");
        Assert.That(script.Steps.Select(step => step.Operation), Is.EqualTo(new Operation[]
        {
            new DropTable("a"),
            new UnreadSql("GRIBBLE x", "expected a statement but found 'GRIBBLE' in line 1"),
            new UnreadSql("DROP TABLE b (", "unexpected '(' in line 1"),
            new DropTable("c"),
        }));
        Assert.That((script.StatementCount, script.UnreadCount), Is.EqualTo((4, 2)));
    }

    [Test]
    public void One_unreadable_subcommand_leaves_the_others_read()
    {
        const string sql = "ALTER TABLE t ADD a int,\n  DELETE COLUMN b (1, 2), DROP c;";
        var script = Reading.Script(sql);
        Assert.That(script.Steps.Select(step => step.Operation.GetType()), Is.EqualTo(new[] { typeof(AddColumn), typeof(UnreadSql), typeof(DropColumn) }));
        Assert.That(Reading.TextAt(sql, script.Steps[1]), Is.EqualTo("DELETE COLUMN b (1, 2)"));
        Assert.That((script.StatementCount, script.UnreadCount), Is.EqualTo((1, 1)));
    }

    [TestCase("SELECT 1;\nSELECT\n 'open; DROP TABLE t;\n", "the quote that begins in line 3 does not end")]
    [TestCase("SELECT 1;\n\nSELECT $x$ open;", "the quote that begins in line 3 does not end")]
    [TestCase("SELECT 1;\r\n/* open;", "the comment that begins in line 2 does not end")]
    [TestCase("SELECT 1;\nCOPY t FROM stdin;\n1\n", "the COPY data that begins behind line 2 has no end marker \\.")]
    public void What_does_not_end_is_one_unread_step_to_the_end_of_the_text(string sql, string reason)
    {
        var step = Reading.Steps(sql)[^1];
        Assert.That(step.Operation, Is.InstanceOf<UnreadSql>().With.Property(nameof(UnreadSql.Reason)).EqualTo(reason));
        Assert.That(step.Span.Start + step.Span.Length, Is.EqualTo(sql.Length));
    }

    [TestCase("CREATE UNLOGGED TABLE t (a int) TABLESPACE --x")]
    [TestCase("CREATE TABLE t (a int) WITHOUT")]
    [TestCase("CREATE TABLE t (LIKE a INCLUDING --x")]
    [TestCase("CREATE TABLE t (a int) ON COMMIT DELETE")]
    public void A_statement_that_stops_before_a_name_is_one_unread_step(string sql)
        => Assert.That(Reading.Operations(sql), Has.Length.EqualTo(1).And.All.InstanceOf<UnreadSql>());

    [TestCase("CREATE TABLE t (a int CHECK (", ")")]
    [TestCase("SELECT (", "")]
    [TestCase("(", "SELECT 1")]
    [TestCase("CREATE VIEW v AS SELECT (", "1")]
    [TestCase("WITH a AS (", "SELECT 1")]
    public void Ten_thousand_parentheses_are_read_in_linear_time(string before, string inside)
    {
        var sql = before + new string('(', 10_000) + inside + new string(')', 10_000) + ";SELECT 2;";
        Assert.That(Reading.Operations(sql)[^1], Is.EqualTo(new Query(Reading.Sql("SELECT 2"))));
    }

    [TestCase("EXPLAIN ANALYZE ")]
    [TestCase("PREPARE a AS ")]
    [TestCase("DO $$ BEGIN IF a THEN ")]
    [TestCase("WITH a AS (")]
    public void Ten_thousand_heads_without_a_statement_do_not_overflow_the_stack(string head)
    {
        var script = Reading.Script(string.Concat(Enumerable.Repeat(head, 10_000)));
        Assert.That((script.StatementCount, script.UnreadCount), Is.EqualTo((1, 1)));
    }

    [TestCase("CREATE TABLE t (a, b int)", "a type for column a")]
    [TestCase("ALTER TABLE t ADD COLUMN a NOT NULL", "a type")]
    public void A_column_needs_a_type(string sql, string expected)
        => Assert.That(((UnreadSql)Reading.Operation(sql)).Reason, Does.StartWith($"expected {expected} but found"));

    [Test]
    public void A_name_with_ten_thousand_qualifiers_is_unread_without_building_it()
    {
        var sql = "CREATE INDEX i ON t (" + string.Concat(Enumerable.Repeat("a.", 10_000)) + "a)";
        var before = GC.GetAllocatedBytesForCurrentThread();
        Reading.Script(sql);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(20_000_000));
    }

    [Test]
    public void Byte_order_marks_line_ends_and_NULs_do_not_disturb()
    {
        var script = Reading.Script("\uFEFFDROP TABLE a;\r\nDROP\r\nTABLE b;\r\0\0;DROP TABLE c");
        Assert.That(script.Steps.Select(step => (step.Span.Line, step.Operation is DropTable)), Is.EqualTo(new[] { (1, true), (2, true), (4, false), (4, true) }));
    }

    [Test]
    public void A_part_of_a_file_is_read_with_places_in_the_file()
    {
        const string file = "first line\nDROP TABLE a;\nlast line";
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("m.sql", file, 11, 24));
        Assert.That(script.Steps[0].Operation, Is.EqualTo(new DropTable("a")));
        Assert.That(script.Steps[0].Span.ToString(), Is.EqualTo("m.sql(2,1)"));
    }

    [Test]
    public void Subcommands_have_their_own_spans()
    {
        const string sql = "ALTER TABLE t -- here\n  ADD COLUMN a int,\r\n  DROP COLUMN b;";
        var spans = Reading.Steps(sql).Select(step => (Reading.TextAt(sql, step), step.Span.Line, step.Span.Column));
        Assert.That(spans, Is.EqualTo(new[] { ("ADD COLUMN a int", 2, 3), ("DROP COLUMN b", 3, 3) }));
    }

    [Test]
    public void Directives_are_found_in_line_comments_only()
    {
        var script = Reading.Script("""
            -- migrationguard: phase contract
            -- another comment
            DROP TABLE a; --   MigrationGuard: ignore MG0101 because it is empty
            /* migrationguard: phase expand */
            SELECT '-- migrationguard: no-transaction',
              -- migrationguard: ignore MG0102 because of that
              2;
            """);
        Assert.That(script.Directives.Select(d => (d.Verb, d.Rest, d.NextStatement, d.Span.Line)), Is.EqualTo(new[]
        {
            ("phase", "contract", 0, 1), ("ignore", "MG0101 because it is empty", 1, 3), ("ignore", "MG0102 because of that", 2, 6),
        }));
    }
}
