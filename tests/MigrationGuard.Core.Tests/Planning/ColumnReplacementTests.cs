using MigrationGuard.Classifying;
using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Planning;

public sealed class ColumnReplacementTests
{
    private const string Schema = """
        CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT 'none', m integer, n integer, number serial, twice integer GENERATED ALWAYS AS (n * 2) STORED);
        CREATE TABLE parent (id integer PRIMARY KEY, a text);
        CREATE TABLE child () INHERITS (parent);
        CREATE TABLE shop.u (id integer PRIMARY KEY, n integer);
        """;

    [TestCase("ALTER TABLE t RENAME COLUMN a TO b;")]
    [TestCase("ALTER TABLE t ALTER COLUMN m TYPE bigint;")]
    [TestCase("-- migrationguard: down m::integer\nALTER TABLE t ALTER COLUMN m TYPE text;")]
    public void The_trigger_comes_with_the_column_and_goes_in_the_contract(string migration)
    {
        var parts = Plan(migration).Parts;
        var begin = parts.Where(part => part.Operations.Exists(operation => operation is CreateTrigger)).ToArray();
        var end = parts.Where(part => part.Operations.Exists(operation => operation is DropTrigger)).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(begin.Select(part => (part.Phase, part.Operations.Exists(operation => operation is AddColumn))), Is.EqualTo(new[] { (Phase.Expand, true) }));
            Assert.That(end.Select(part => (part.Phase, part.Operations.Exists(operation => operation is DropColumn))), Is.EqualTo(new[] { (Phase.Contract, true) }));
            Assert.That(begin[0].Operations.OfType<CreateTrigger>().Single().Name, Is.EqualTo(end[0].Operations.OfType<DropTrigger>().Single().Name).And.StartsWith("zz_"));
        });
    }

    [TestCase("ALTER TABLE t ALTER COLUMN n TYPE text;", "needs the way back: what n gets as integer while an older version reads it and a newer one writes text; say it in front of the statement, as in -- migrationguard: down n::integer")]
    [TestCase("ALTER TABLE t ALTER COLUMN a TYPE integer USING length(a);", "needs the way back: what a gets as text")]
    [TestCase("-- migrationguard: down id::text\nALTER TABLE t ALTER COLUMN a TYPE integer USING length(a);", "needs the way back")]
    [TestCase("-- migrationguard: down a::text; DROP TABLE t\nALTER TABLE t ALTER COLUMN a TYPE integer USING length(a);", "needs the way back")]
    [TestCase("-- migrationguard: down a::text\nALTER TABLE t ALTER COLUMN a TYPE integer USING length(a) + twice;", "needs twice, which is computed behind every trigger")]
    [TestCase("-- migrationguard: down n::integer\nALTER TABLE shop.u ALTER COLUMN n TYPE text USING shop.u.n::text;", "names the schema")]
    [TestCase("ALTER TABLE t ALTER COLUMN number TYPE text;", "as in -- migrationguard: down number::integer")]
    [TestCase("ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t RENAME COLUMN b TO c;", "b of t takes the place of a")]
    [TestCase("ALTER TABLE t ALTER COLUMN n TYPE bigint;", "twice of t is computed from n")]
    [TestCase("ALTER TABLE t RENAME COLUMN number TO no;", "takes its numbers from a sequence")]
    [TestCase("ALTER TABLE parent RENAME COLUMN a TO b;", "tables inherit from parent")]
    public void What_a_trigger_cannot_keep_in_step_is_left_with_the_reason(string migration, string reason)
        => Assert.That(Plan(migration).Left.Select(left => left.Reason), Has.One.Contains(reason));

    [Test]
    public void Long_names_that_begin_alike_stay_apart()
    {
        var table = new string('t', 60);
        var plan = Plan($"ALTER TABLE {table} RENAME COLUMN first TO one; ALTER TABLE {table} RENAME COLUMN last TO two;", $"CREATE TABLE {table} (id integer PRIMARY KEY, first text, last text);");
        var names = plan.Parts.SelectMany(part => part.Operations).OfType<CreateTrigger>().SelectMany(trigger => new[] { trigger.Name, trigger.Function!.Value.Name }).ToArray();
        Assert.That(names, Has.Length.EqualTo(4).And.Unique.And.All.Length.LessThanOrEqualTo(63));
    }

    [Test]
    public void A_column_with_a_name_as_long_as_names_may_be_gets_another_one_beside_it()
    {
        var (table, column) = (new string('t', 63), new string('é', 31));
        var plan = Plan($"ALTER TABLE {table} ALTER COLUMN \"{column}\" TYPE bigint;", $"CREATE TABLE {table} (id integer PRIMARY KEY, \"{column}\" integer); CREATE INDEX i{column} ON {table} (\"{column}\"); CREATE INDEX j{column} ON {table} (\"{column}\", id);");
        var operations = plan.Parts.SelectMany(part => part.Operations).ToArray();
        string[] names = [operations.OfType<AddColumn>().Single().Column.Name, .. operations.OfType<CreateIndex>().Select(index => index.Name!)];
        Assert.That(names.Select(System.Text.Encoding.UTF8.GetByteCount).ToArray(), Has.Length.EqualTo(3).And.All.LessThanOrEqualTo(63));
        Assert.That(names.Append(column), Is.Unique);
    }

    [Test]
    public void What_names_a_replaced_column_in_quotes_is_seen()
    {
        var plan = Plan("ALTER TABLE \"Order Lines\" ALTER COLUMN \"Unit Price\" TYPE bigint; ALTER TABLE \"Order Lines\" ADD COLUMN twice bigint GENERATED ALWAYS AS (\"Unit Price\" * 2) STORED;", "CREATE TABLE \"Order Lines\" (id integer PRIMARY KEY, \"Unit Price\" integer);");
        Assert.That(plan.Left.Select(left => left.Reason), Has.One.Contains("names Order Lines.Unit Price"));
    }

    [Test]
    public void The_way_back_is_read_from_a_comment_in_csharp()
    {
        var sample = RuleSample.Parse("", "test.cs", """
            // sample: postgresql 16
            // file: 001_Create.cs released
            using Microsoft.EntityFrameworkCore.Migrations;
            [Migration("20260101000000_Create")]
            public class Create : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("t", table => new { id = table.Column<int>(type: "integer", nullable: false), n = table.Column<int>(type: "integer", nullable: true) }, constraints: table => table.PrimaryKey("pk", x => x.id));
            }
            // file: 002_Change.cs
            using Microsoft.EntityFrameworkCore.Migrations;
            [Migration("20260201000000_Change")]
            public class Change : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                    // migrationguard: down n::integer
                    migrationBuilder.AlterColumn<string>("n", "t", type: "text", nullable: true, oldClrType: typeof(int), oldType: "integer", oldNullable: true);
                }
            }
            """);
        Assert.That(Plan(sample).Parts.SelectMany(part => part.Operations).OfType<CreateRoutine>().Select(routine => routine.Body!.Text), Has.One.Contains("NEW.n := (SELECT n_new::integer FROM"));
    }

    private static PhasedPlan Plan(string migration, string schema = Schema)
        => Plan(RuleSample.Parse("", "test.sql", $"-- sample: postgresql 16\n-- file: 001_released.sql released\n{schema}\n-- file: 002_migration.sql\n{migration}\n"));

    private static PhasedPlan Plan(RuleSample sample)
    {
        var (history, options) = SampleCheck.Prepare(sample);
        return MigrationPlanner.Plan(history, options with { CompleteHistory = true });
    }
}
