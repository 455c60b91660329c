using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class BlockReadingTests
{
    [Test]
    public void Statements_of_a_DO_block_are_steps_at_their_place()
    {
        const string sql = """
            DO $$
            DECLARE n int := 1; r record;
            BEGIN
                ALTER TABLE t ADD a int;
                IF EXISTS (SELECT 1 FROM u WHERE CASE WHEN x THEN y END) THEN
                    DROP TABLE u;
                ELSIF n = 2 THEN n := n + 1; RAISE NOTICE 'x';
                ELSE
                    PERFORM set_config('lock_timeout', '1s', true);
                END IF;
                FOR r IN SELECT * FROM v LOOP
                    UPDATE v SET a = 1;
                END LOOP;
                SELECT count(*) INTO n FROM t;
            END $$;
            """;
        var steps = Reading.Steps(sql);
        Assert.That(steps.Select(step => Reading.TextAt(sql, step)).Skip(1), Is.EqualTo(new[]
        {
            "ADD a int", "DROP TABLE u", "PERFORM set_config('lock_timeout', '1s', true)", "UPDATE v SET a = 1", "SELECT count(*) INTO n FROM t",
        }));
        Assert.That(steps.Select(step => (step.Nested, step.Conditional)), Is.EqualTo(new[]
        {
            (false, false), (true, false), (true, true), (true, true), (true, true), (true, false),
        }));
        Assert.That(steps[0].Operation, Is.InstanceOf<ControlFlow>());
        Assert.That(steps[4].Operation, Is.InstanceOf<UpdateRows>().With.Property(nameof(UpdateRows.InLoop)).True);
        Assert.That(steps.All(step => step.Statement == 0));
    }

    [Test]
    public void A_block_with_handlers_is_conditional_before_and_behind_EXCEPTION()
        => Assert.That(Inner("BEGIN CREATE TYPE m AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN DROP TABLE t; END").Select(step => step.Conditional), Is.EqualTo(new[] { true, true }));

    [Test]
    public void What_follows_a_conditional_RETURN_is_conditional()
        => Assert.That(Inner("BEGIN IF a THEN RETURN; END IF; DROP TABLE t; END").Select(step => step.Conditional), Is.EqualTo(new[] { true }));

    [Test]
    public void A_WHILE_loop_with_CASE_is_walked() => Assert.That(
        Inner("<<l>> BEGIN WHILE true LOOP CASE x WHEN 1 THEN DELETE FROM t; ELSE EXIT; END CASE; END LOOP; END l").Select(step => step.Operation),
        Is.EqualTo(new[] { new DeleteRows("t") { InLoop = true } }));

    [TestCase("EXECUTE 'DROP TABLE t'")]
    [TestCase("EXECUTE 'DROP ' || 'TABLE t'")]
    [TestCase("EXECUTE format('DROP TABLE t')")]
    [TestCase("EXECUTE $q$DROP TABLE t$q$ INTO x")]
    [TestCase("EXECUTE 'DO $d$ BEGIN DROP TABLE t; END $d$'")]
    public void Executed_literals_are_read(string statement)
        => Assert.That(Inner($"BEGIN {statement}; END").Select(step => step.Operation).Where(operation => operation is not ControlFlow), Is.EqualTo(new[] { new DropTable("t") }));

    [TestCase("EXECUTE sql USING 1")]
    [TestCase("FOR r IN EXECUTE q LOOP NULL; END LOOP")]
    public void SQL_that_is_built_at_run_time_is_unread(string statement)
    {
        var step = Inner($"BEGIN {statement}; END").Single();
        Assert.That(step.Operation, Is.InstanceOf<UnreadSql>().With.Property(nameof(UnreadSql.Reason)).EqualTo("the SQL is built at run time"));
    }

    [Test]
    public void Places_inside_an_escaped_literal_are_exact()
    {
        const string sql = "DO 'BEGIN EXECUTE ''ALTER TABLE t ALTER a SET DEFAULT '' || ''''''x'''', ADD b int''; END'";
        var steps = Reading.Steps(sql);
        Assert.That(steps[1].Operation, Is.EqualTo(new SetDefault("t", "a", Reading.Sql("'x'"))));
        Assert.That(Reading.TextAt(sql, steps[2]), Is.EqualTo("ADD b int"));
    }

    [Test]
    public void Blocks_in_other_languages_and_blocks_nested_too_deeply_are_unread()
    {
        Assert.That(Reading.Operations("DO LANGUAGE plpython3u 'pass'")[1], Is.InstanceOf<UnreadSql>());
        var deep = "DROP TABLE t";
        for (var i = 0; i < 12; i++)
        {
            deep = $"DO $b{i}$ BEGIN {deep}; END $b{i}$";
        }

        Assert.That(Reading.Operations(deep)[^1], Is.InstanceOf<UnreadSql>());
    }

    private static IEnumerable<Step> Inner(string body) => Reading.Steps($"DO $$ {body} $$").Skip(1);
}
