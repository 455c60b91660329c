using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class PlanTests
{
    private const string Base = "CREATE TABLE customers (id bigint PRIMARY KEY, username text NOT NULL);\nCREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text);\n";

    private const string Change = """
        CREATE INDEX ix_orders_customer ON orders (customer_id);
        ALTER TABLE customers RENAME COLUMN username TO handle;
        ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);

        """;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _folder.Write("db/001_base.sql", Base);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("15")]
    [TestCase("18")]
    public void The_scripts_of_a_plan_pass_the_check_that_the_migration_fails(string version)
    {
        _folder.Write("db/002_change.sql", Change);
        Assert.That(Tool("check", version).Code, Is.EqualTo(ExitCode.No));
        Assert.That(Plan("--write", "out").Code, Is.EqualTo(ExitCode.Yes));
        var check = InProcess.Run(_folder, "check", "out", "--database", "postgresql", "--database-version", version);
        Assert.That(check.Code, Is.EqualTo(ExitCode.Yes), check.Output);
        Assert.That(Directory.EnumerateDirectories(Path.Combine(_folder.Path, "out")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "expand", "migrate", "contract" }));
    }

    [Test]
    public void Every_statement_has_limits_and_an_online_one_stands_outside_of_transactions()
    {
        _folder.Write("db/002_change.sql", Change);
        var parts = JsonNode.Parse(Plan("--output", "json").Output)!["plans"]![0]!["parts"]!.AsArray();
        Assert.That(parts.Select(part => part!["sql"]!.AsArray().Take(2).Select(sql => sql!.ToString()[..14])), Is.All.EqualTo(new[] { "SET lock_timeo", "SET statement_" }));
        var online = parts.First(part => part!["sql"]!.AsArray()[^1]!.ToString().Contains("CONCURRENTLY", StringComparison.Ordinal))!;
        Assert.That((online["transaction"]!.GetValue<bool>(), online["phase"]!.ToString(), online["line"]!.GetValue<int>()), Is.EqualTo((false, "expand", 1)));
    }

    [Test]
    public void The_phases_follow_one_another()
    {
        _folder.Write("db/002_change.sql", Change);
        var output = Plan().Output;
        Assert.That(output.IndexOf("===== expand", StringComparison.Ordinal), Is.Positive.And.LessThan(output.IndexOf("===== migrate", StringComparison.Ordinal)));
        Assert.That(output.IndexOf("===== migrate", StringComparison.Ordinal), Is.LessThan(output.IndexOf("===== contract", StringComparison.Ordinal)));
    }

    [TestCase("DO $$ BEGIN PERFORM 1; END $$;", "002_x.sql:1 ")]
    [TestCase("CREATE TEMPORARY TABLE t (id int);", "002_x.sql:1 makes a table of its session, which the parts of a plan do not share")]
    [TestCase("SELECT pay_all();", "002_x.sql:1 is a query, which may call anything")]
    [TestCase("CREATE VIEW w AS SELECT username FROM customers;\nALTER TABLE customers RENAME COLUMN username TO handle;", "002_x.sql:2 w reads customers: what it says of username has to be changed by hand")]
    [TestCase("ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders ADD COLUMN note integer;", "002_x.sql:2 names orders.note, which db/002_x.sql:1 changes in the contract phase: release one after the other")]
    [TestCase("CREATE TABEL x (id int);", "was not understood")]
    public void What_cannot_be_planned_is_said_and_so_is_what_comes_behind(string sql, string said)
    {
        _folder.Write("db/002_x.sql", sql);
        _folder.Write("db/003_later.sql", "CREATE TABLE later (id bigint);");
        var plan = Plan();
        Assert.That(plan.Code, Is.EqualTo(ExitCode.Unknown), plan.Output);
        Assert.That(plan.Output, Does.Contain("NOT PLANNED: 002_x: db/").And.Contain(said).And.Contain("comes behind 002_x, which is not planned").And.Not.Contain("CREATE TABLE later"));
    }

    [Test]
    public void A_plan_is_for_one_server()
    {
        _folder.Write("db/002_change.sql", Change);
        var plan = InProcess.Run(_folder, "plan", "db", "--database", "postgresql", "--since", "001");
        Assert.That((plan.Code, plan.Error.Contains("--database-version", StringComparison.Ordinal), plan.Output), Is.EqualTo((ExitCode.Usage, true, "")), plan.Error);
    }

    [Test]
    public void The_table_of_the_runner_is_named_as_it_is_stored()
    {
        var plan = Plan("--history-table", "\"Ops\".\"Versions\"");
        Assert.That((plan.Code, plan.Error.Contains("without quotes", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), plan.Error);
        Assert.That(Plan("--history-table", "Ops.Versions").Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void A_folder_that_is_not_empty_keeps_what_is_in_it()
    {
        _folder.Write("db/002_change.sql", Change);
        var plan = Plan("--write", "db");
        Assert.That((plan.Code, plan.Error.Contains("--write db: is not empty", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), plan.Error);
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, "db")).Count(), Is.EqualTo(2));
    }

    private Outcome Plan(params string[] more) => Tool("plan", "16", more);

    private Outcome Tool(string command, string version, params string[] more)
        => InProcess.Run(_folder, [command, "db", "--database", "postgresql", "--database-version", version, "--since", "001", .. more]);
}
