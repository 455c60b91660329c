using System.Text.Json.Nodes;

namespace MigrationGuard.Cli.Tests.Plans;

[TestFixture(15)]
[TestFixture(18)]
public sealed class ExecuteTests(int major)
{
    private ExecuteScene _scene = null!;

    [TearDown]
    public void TearDown() => _scene?.Dispose();

    [Test]
    public void A_plan_runs_phase_by_phase_and_each_step_once()
    {
        _scene = new ExecuteScene(major);
        Assert.That(_scene.Plan().Code, Is.EqualTo(ExitCode.Yes));
        var first = _scene.Execute();
        Assert.That((first.Code, _scene.Ask<long>("SELECT count(*) FROM customers WHERE handle IS DISTINCT FROM username")), Is.EqualTo((ExitCode.Yes, 0L)), first.Error);
        Assert.That(first.Output, Does.Match(@"  migrate  (\d+) of \1 steps\n  contract 0 of"));
        Assert.That(_scene.Ask<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_orders_customer'::regclass"));

        var again = _scene.Execute();
        Assert.That((again.Code, again.Error.Contains(": done", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Yes, false)), again.Error);
        Assert.That(_scene.Execute("--phase", "contract").Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'customers'::regclass AND attname = 'username'"), Is.Zero);
    }

    [Test]
    public void Asked_only_it_says_what_it_would_run_and_runs_nothing()
    {
        _scene = new ExecuteScene(major);
        _scene.Plan();
        var before = _scene.State();
        var asked = _scene.Execute("--dry-run");
        Assert.That((asked.Code, asked.Error.Contains("would run expand/001_002_change.sql:", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Yes, true)), asked.Error);
        Assert.That(asked.Output, Does.Match("^plan-[0-9a-f]{12}: yes: would run [0-9]+ steps\n"));
        Assert.That((_scene.State(), _scene.Ask<long>("SELECT count(*) FROM migration_guard.step")), Is.EqualTo((before, 0L)));
    }

    [Test]
    public void A_schema_that_has_moved_is_refused_with_the_difference_until_somebody_has_looked_at_it()
    {
        _scene = new ExecuteScene(major);
        _scene.Plan();
        _scene.Database.Execute("ALTER TABLE orders ADD COLUMN rebate int");
        var refused = _scene.Execute();
        Assert.That((refused.Code, _scene.Ask<long>("SELECT count(*) FROM migration_guard.step")), Is.EqualTo((ExitCode.Drift, 0L)), refused.Error);
        Assert.That(refused.Output, Does.Contain("the schema has moved since the plan was made").And.Contain("column public.orders.rebate").And.Contain("--on sha256:"));
        var seen = refused.Output.Split("--on ")[1].Split('\n')[0];
        Assert.That(_scene.Execute("--on", seen).Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void Rows_that_stand_against_a_step_are_said_and_nothing_behind_it_runs()
    {
        _scene = new ExecuteScene(major, change: "ALTER TABLE orders ADD CONSTRAINT one_note UNIQUE (note);");
        _scene.Plan();
        var asked = _scene.Execute("--phase", "contract", "--dry-run");
        var refused = _scene.Execute("--phase", "contract");
        Assert.That((asked.Code, refused.Code), Is.EqualTo((ExitCode.No, ExitCode.No)), refused.Error + refused.Output);
        Assert.That(refused.Output, Does.Contain("against it, mend that and run it again").And.Contain("note"));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_index WHERE indrelid = 'orders'::regclass"), Is.EqualTo(1));
        _scene.Database.Execute("UPDATE orders SET note = id::text");
        Assert.That(_scene.Execute("--phase", "contract").Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void Who_holds_a_lock_is_said_when_the_step_gives_up()
    {
        _scene = new ExecuteScene(major, change: "ALTER TABLE orders ADD COLUMN rebate int;");
        _scene.Plan();
        using (var reader = _scene.Database.Open())
        {
            using var command = new Npgsql.NpgsqlCommand("BEGIN; SET application_name = 'reporter'; SELECT count(*) FROM orders", reader);
            command.ExecuteScalar();
            var busy = _scene.Execute("--lock-timeout", "100ms", "--attempts", "2", "--output", "json");
            Assert.That(busy.Code, Is.EqualTo(ExitCode.Busy), busy.Error);
            Assert.That(JsonNode.Parse(busy.Output)!["blockers"]!.AsArray().Select(blocker => (string?)blocker), Is.All.Contain("(reporter, "));
        }

        Assert.That(_scene.Execute().Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void A_script_that_was_changed_is_refused_unless_it_was_meant()
    {
        _scene = new ExecuteScene(major, change: "ALTER TABLE orders ADD COLUMN rebate int;");
        _scene.Plan();
        var script = Directory.EnumerateFiles(Path.Combine(_scene.Folder.Path, "plan", "expand")).Single();
        File.AppendAllText(script, "ALTER TABLE orders ADD COLUMN more int;\n");
        var refused = _scene.Execute();
        Assert.That((refused.Code, refused.Error.Contains("plan/expand/001_002_change.sql is not what was planned", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), refused.Error);
        Assert.That(_scene.Execute("--edited").Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname IN ('rebate', 'more')"), Is.EqualTo(2));
    }

    [Test]
    public void A_script_too_many_or_too_few_is_refused()
    {
        _scene = new ExecuteScene(major, change: "ALTER TABLE orders ADD COLUMN rebate int;");
        _scene.Plan();
        var expand = Path.Combine(_scene.Folder.Path, "plan", "expand");
        var added = Path.Combine(expand, "002_mine.sql");
        File.WriteAllText(added, "ALTER TABLE orders ADD COLUMN more int;\n");
        Assert.That((_scene.Execute("--edited").Code, _scene.Execute().Error.Contains("plan/expand/002_mine.sql is none of the plan's scripts", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)));
        File.Delete(added);
        File.Delete(Directory.EnumerateFiles(expand).Single());
        var refused = _scene.Execute();
        Assert.That((refused.Code, refused.Error.Contains("plan/expand/001_002_change.sql is missing", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), refused.Error);
    }

    [Test]
    public void Somebody_elses_lease_is_waited_for_or_taken()
    {
        _scene = new ExecuteScene(major, change: "ALTER TABLE orders ADD COLUMN rebate int;");
        _scene.Plan();
        _scene.Database.Execute("UPDATE migration_guard.lease SET holder = 'ci:1', token = token + 1, taken_at = clock_timestamp(), expires_at = clock_timestamp() + interval '1 hour'");
        var busy = _scene.Execute();
        Assert.That((busy.Code, busy.Output.Contains("ci:1 is at it since", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Busy, true)), busy.Error + busy.Output);
        Assert.That(_scene.Execute("--take-over").Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void The_runner_of_the_application_finds_planned_migrations_as_run()
    {
        _scene = new ExecuteScene(major);
        _scene.Database.Execute("""
            CREATE TABLE "VersionInfo" ("Version" bigint NOT NULL, "AppliedOn" timestamp, "Description" varchar(1024));
            INSERT INTO "VersionInfo" VALUES (1, now(), 'Base');
            """);
        _scene.Folder.Write("code/Shop.cs", """
            using FluentMigrator;
            [Migration(1)] public class Base : Migration
            {
                public override void Up() => Create.Table("orders").WithColumn("id").AsInt64().PrimaryKey();
                public override void Down() { }
            }
            [Migration(2)] public class AddRebate : Migration
            {
                public override void Up() => Alter.Table("orders").AddColumn("rebate").AsInt32().Nullable();
                public override void Down() { }
            }
            """);
        var plan = _scene.Plan("code", "--since", "1", "--database", "postgresql");
        Assert.That(plan.Code, Is.EqualTo(ExitCode.Yes), plan.Error + plan.Output);
        Assert.That(_scene.Execute().Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(_scene.Ask<string>("SELECT string_agg(\"Version\" || ' ' || \"Description\", ', ' ORDER BY \"Version\") FROM \"VersionInfo\""), Is.EqualTo("1 Base, 2 AddRebate"));
    }

    [Test]
    public void A_plan_for_another_server_is_refused()
    {
        _scene = new ExecuteScene(major, change: "ALTER TABLE orders ADD rebate int;");
        Support.InProcess.Run(_scene.Folder, "plan", "db", "--since", "001", "--write", "plan", "--database", "sqlserver", "--database-version", "2022", "--edition", "enterprise");
        var other = _scene.Execute();
        Assert.That((other.Code, other.Error.Contains("the plan is for SQL Server 2022", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), other.Error);

        Directory.Delete(Path.Combine(_scene.Folder.Path, "plan"), recursive: true);
        _scene.Plan();
        var manifest = Path.Combine(_scene.Folder.Path, "plan", "plan.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(FormattableString.Invariant($"\"postgreSql\": {major}"), "\"postgreSql\": 99", StringComparison.Ordinal));
        Assert.That((_scene.Execute().Code, _scene.Ask<long>("SELECT count(*) FROM migration_guard.step")), Is.EqualTo((ExitCode.Usage, 0L)));
    }

    [TestCase("missing", "there is no plan.json")]
    [TestCase("db", "there is no plan.json")]
    public void What_is_no_plan_is_refused(string folder, string said)
    {
        _scene = new ExecuteScene(major);
        var refused = Support.InProcess.Run(_scene.Folder, "execute", folder);
        Assert.That((refused.Code, refused.Error.Contains(said, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), refused.Error);
    }
}
