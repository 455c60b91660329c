using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class DynamicSqlTests
{
    [TestCase("'DROP TABLE ' || quote_ident(t)", "‹t›")]
    [TestCase("'DROP TABLE ' || t", "‹t›")]
    [TestCase("'DROP TABLE ' || (r.name)::text INTO x", "‹name›")]
    [TestCase("('DROP TABLE ' || (t))", "‹t›")]
    [TestCase("'DROP TABLE \"' || t || '\"'", "‹t›")]
    [TestCase("'DROP TABLE Orders_' || part || '_old'", "orders_‹part›_old")]
    [TestCase("'DROP TABLE orders_' || to_char(now(), 'YYYY')", "orders_‹expression›")]
    [TestCase("'DROP TABLE orders_' || 2030", "orders_2030")]
    [TestCase("concat('DROP TABLE ', t)", "‹t›")]
    [TestCase("format('DROP TABLE %I', t)", "‹t›")]
    [TestCase("format('DROP TABLE %1$I', t)", "‹t›")]
    [TestCase("format('DROP TABLE %s', t)", "‹t›")]
    [TestCase("format('DROP TABLE orders_%s_old', r.id)", "orders_‹id›_old")]
    [TestCase("format('DROP TABLE %I', 'Order')", "Order")]
    [TestCase("format('DROP TABLE ' || '%I', coalesce(a, b))", "‹expression›")]
    [TestCase("format('DROP TABLE \"100%%\"')", "100%")]
    [TestCase("'DROP TABLE ' || format('%I', t) USING 1", "‹t›")]
    public void A_table_that_is_named_at_run_time_gets_a_placeholder(string sql, string table)
        => Assert.That(Inner($"BEGIN EXECUTE {sql}; END").Single().Operation, Is.EqualTo(new DropTable(table)));

    [Test]
    public void Arguments_of_format_are_taken_by_position_and_in_turn()
    {
        var operations = Inner("BEGIN EXECUTE format('ALTER TABLE %2$I RENAME CONSTRAINT %1$I TO %s; UPDATE %I SET note = %L', a, b, c, d); END").Select(step => step.Operation).ToList();
        Assert.That(operations[0], Is.EqualTo(new RenameConstraint("‹b›", "‹a›", "‹b›")));
        Assert.That(operations[1], Is.InstanceOf<UpdateRows>().With.Property(nameof(UpdateRows.Of)).EqualTo(new ObjectName(null, "‹c›")));
    }

    [Test]
    public void Roles_and_privileges_are_read()
        => Assert.That(Inner("BEGIN EXECUTE 'GRANT SELECT ON t TO ' || reader || ', ' || writer; END").Single().Operation,
            Is.EqualTo(new Grant(new(["SELECT"]), "TABLE", new(["t"]), new(["‹reader›", "‹writer›"]))));

    [TestCase("DECLARE sql text := 'DROP TABLE ' || t; BEGIN EXECUTE sql; END")]
    [TestCase("DECLARE sql text DEFAULT format('DROP TABLE %I', t); BEGIN EXECUTE sql; END")]
    [TestCase("DECLARE sql text; BEGIN IF a THEN sql := format('DROP TABLE %I', t); EXECUTE sql; END IF; END")]
    [TestCase("DECLARE sql text; BEGIN LOOP sql = 'DROP TABLE ' || t; RAISE NOTICE '%', sql; EXECUTE sql INTO n; END LOOP; END")]
    public void A_variable_stands_for_its_only_value(string block)
        => Assert.That(Inner(block).Single().Operation, Is.EqualTo(new DropTable("‹t›")));

    [TestCase("DECLARE sql text := 'DROP TABLE a'; BEGIN sql := 'DROP TABLE b'; EXECUTE sql; END")]
    [TestCase("DECLARE sql text; BEGIN sql := 'DROP TABLE a'; SELECT q INTO STRICT n, sql FROM x; EXECUTE sql; END")]
    [TestCase("DECLARE sql text; BEGIN FOR sql IN VALUES ('a') LOOP EXECUTE sql; END LOOP; END")]
    [TestCase("DECLARE sql text := 'DROP TABLE a'; BEGIN FOREACH sql IN ARRAY x LOOP EXECUTE sql; END LOOP; END")]
    [TestCase("DECLARE sql text := 'DROP TABLE a'; BEGIN GET DIAGNOSTICS sql = ROW_COUNT; EXECUTE sql; END")]
    [TestCase("DECLARE sql text := 'DROP TABLE a'; BEGIN CALL p(sql); EXECUTE sql; END")]
    [TestCase("DECLARE sql text; BEGIN LOOP EXECUTE sql; sql := 'DROP TABLE a'; END LOOP; END")]
    [TestCase("DECLARE sql text; BEGIN EXECUTE sql; END")]
    [TestCase("BEGIN EXECUTE r.sql; END")]
    public void A_variable_that_may_hold_something_else_is_unread(string block) => AssertUnread(block);

    [TestCase("a || b")]
    [TestCase("'SELECT ' || call")]
    [TestCase("'DROP TABLE t ' || how")]
    [TestCase("'ALTER TABLE t ' || clause")]
    [TestCase("'ALTER TABLE t ADD c ' || type")]
    [TestCase("'ALTER TABLE t ADD c int DEFAULT ' || value")]
    [TestCase("'DELETE FROM t ' || clause")]
    [TestCase("'DELETE FROM t WHERE ' || condition")]
    [TestCase("'CREATE TABLE t (' || columns || ')'")]
    [TestCase("'DROP TABLE t' || CASE WHEN x THEN ' CASCADE' ELSE '' END")]
    [TestCase("format('ALTER TABLE %I %s', t, action)")]
    [TestCase("format('%s TABLE t', verb)")]
    [TestCase("format('DROP TABLE %I')")]
    [TestCase("format('DROP TABLE %3$I', a, b)")]
    [TestCase("format('DROP TABLE %10s', a)")]
    [TestCase("format('DROP TABLE %I', VARIADIC a)")]
    [TestCase("format(pattern, a)")]
    [TestCase("format('DROP TABLE a; nonsense %I', b)")]
    [TestCase("array_to_string(parts, ' ')")]
    [TestCase("'-- ' || x")]
    public void A_clause_that_is_only_known_at_run_time_leaves_the_statement_unread(string sql) => AssertUnread($"BEGIN EXECUTE {sql}; END");

    [Test]
    public void Steps_with_placeholders_say_so_and_keep_their_place()
    {
        const string sql = """
            DO $$ BEGIN
                IF a THEN EXECUTE 'ALTER TABLE orders_' || part || ' DROP COLUMN note, ADD b int'; END IF;
                EXECUTE format('ALTER INDEX %I RENAME TO %I', i, j);
                EXECUTE 'DROP TABLE ' || quote_ident(t);
                EXECUTE 'DROP TABLE u';
            END $$
            """;
        var steps = Reading.Steps(sql).Skip(1).ToList();
        Assert.That(steps.Select(step => Reading.TextAt(sql, step)), Is.EqualTo(new[]
        {
            "DROP COLUMN note", "ADD b int", "ALTER INDEX %I RENAME TO %I", "DROP TABLE ' || quote_ident(t)", "DROP TABLE u",
        }));
        Assert.That(steps.Select(step => (step.HasPlaceholders, step.Conditional, step.Nested)), Is.EqualTo(new[]
        {
            (true, true, true), (true, true, true), (true, false, true), (true, false, true), (false, false, true),
        }));
    }

    [Test]
    public void The_value_of_a_variable_has_its_place_where_it_is_executed()
    {
        const string sql = "DO $$ DECLARE q text := 'DROP TABLE t'; BEGIN DELETE FROM t; EXECUTE q; EXECUTE format('%s %I; DROP TABLE %s', 'DROP', 'TABLE', 'x'); END $$";
        Assert.That(Reading.Steps(sql).Skip(1).Select(step => Reading.TextAt(sql, step)).Take(2), Is.EqualTo(new[] { "DELETE FROM t", "EXECUTE q" }));
        Assert.That(Reading.Steps(sql).Select(step => step.Span.Start), Is.Ordered);
    }

    [Test]
    public void Many_parentheses_and_long_values_are_survived()
    {
        AssertUnread($"BEGIN EXECUTE {new string('(', 5000)}'DROP TABLE t'{new string(')', 5000)}; END");
        var format = string.Concat(Enumerable.Repeat("%1$s", 2000));
        AssertUnread($"BEGIN EXECUTE format('{format}', '{new string('x', 20000)}'); END");
    }

    private static void AssertUnread(string block)
    {
        var step = Inner(block).Single(s => s.Operation is not ControlFlow and not CallRoutine and not Query);
        Assert.That(step.Operation, Is.InstanceOf<UnreadSql>().With.Property(nameof(UnreadSql.Reason)).EqualTo("the SQL is built at run time"));
    }

    private static IEnumerable<Step> Inner(string body) => Reading.Steps($"DO $$ {body} $$").Skip(1);
}
