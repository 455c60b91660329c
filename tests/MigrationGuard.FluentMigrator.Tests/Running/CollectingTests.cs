using FluentMigrator;
using FluentMigrator.Runner;
using MigrationGuard.FluentMigrator.Tests.Scenes;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Tests.Running;

[TestFixture(18)]
public sealed class CollectingTests(int major)
{
    private static readonly TestInfo First = new(1, new TestMigration(context => context.AddColumn("orders", "note")));

    [Test]
    public async Task A_branch_that_depends_on_what_exists_is_not_known()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var asking = new TestInfo(2, new TestMigration(context =>
        {
            if (!context.QuerySchema.TableExists("public", "baskets"))
            {
                context.Sql("CREATE TABLE baskets (id int PRIMARY KEY)");
            }
        }));

        var refused = Refused(scene.Runner(First, asking));
        var before = scene.Columns("orders");
        Runner(scene, new Setup { Hook = guard => guard.Unknown = RunPolicy.Warn }, First, asking).MigrateUp();

        Assert.Multiple(() =>
        {
            Assert.That(refused, Does.Contain("2 pending migrations of FluentMigrator ").And.Contains(": it cannot be told whether they are safe"));
            Assert.That(refused, Does.Contain("2_TestMigration: it asks whether the table public.baskets exists while it says what it does"));
            Assert.That((before, scene.Columns("orders"), scene.Columns("baskets")), Is.EqualTo(("id placed", "id placed note", "id")));
        });
    }

    [Test]
    public async Task A_branch_that_was_not_collected_is_judged_when_it_comes_to_be_executed()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var asking = new TestInfo(2, new TestMigration(context =>
        {
            if (context.QuerySchema.TableExists("public", "users"))
            {
                context.DropColumn("users", "username");
            }
        }));

        var refused = Refused(Runner(scene, new Setup { Hook = guard => guard.Unknown = RunPolicy.Warn }, First, asking));

        Assert.Multiple(() =>
        {
            Assert.That(refused, Does.Contain("DeleteColumn users username: error MG0701: "));
            Assert.That((scene.Columns("orders"), scene.Columns("users")), Is.EqualTo(("id placed note", "id username email feeling")));
            Assert.That(scene.Applied(), Does.EndWith(": 1_TestMigration up"));
        });
    }

    [Test]
    public async Task What_code_does_with_a_connection_is_not_known_and_it_is_not_called()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var calls = 0;
        var coded = new TestInfo(2, new TestMigration(context => context.WithConnection(() => calls++)));

        var refused = Refused(scene.Runner(First, coded));
        var before = (calls, scene.Columns("orders"));
        Runner(scene, new Setup { Hook = guard => guard.Unknown = RunPolicy.Warn }, First, coded).MigrateUp();

        Assert.Multiple(() =>
        {
            Assert.That(refused, Does.Contain("it cannot be told whether they are safe").And.Contains("2_TestMigration: warning MG0900: "));
            Assert.That(refused, Does.Contain("what the code does with the connection is not visible here"));
            Assert.That((before, calls), Is.EqualTo(((0, "id placed"), 1)));
        });
    }

    [Test]
    public async Task A_migration_that_throws_while_it_says_what_it_does_is_named_and_nothing_is_applied()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var throwing = new TestInfo(2, new TestMigration(_ => throw new FormatException("no number in line 7")));
        var invalid = new TestInfo(2, new TestMigration(context => context.AddColumn("", "note")));

        var refused = Refused(Runner(scene, new Setup { Hook = guard => guard.Unknown = RunPolicy.Warn }, First, throwing));
        var wrong = Refused(scene.Runner(First, invalid));

        Assert.Multiple(() =>
        {
            Assert.That(refused, Does.Contain("2 pending migrations of FluentMigrator ").And.Contains(" refused; none was applied"));
            Assert.That(refused, Does.Contain("2_TestMigration fails when it is asked what it does: FormatException: no number in line 7"));
            Assert.That(wrong, Does.Contain("CreateColumnExpression is not valid: "));
            Assert.That(scene.Columns("orders"), Is.EqualTo("id placed"));
        });
    }

    [Test]
    public async Task A_runner_beside_the_guarded_one_is_stopped_at_the_dangerous_expression()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var services = scene.Services(new Setup(), First, new TestInfo(2, new TestMigration(context => context.DropColumn("users", "username"))));

        var refused = Refused(RunnerServices.Unguarded(services));

        Assert.That(refused, Does.Contain("DeleteColumn users username: error MG0701: "));
        Assert.That((scene.Columns("orders"), scene.Columns("users")), Is.EqualTo(("id placed note", "id username email feeling")));
    }

    [Test]
    public async Task Rows_that_hold_the_time_are_still_the_judged_ones()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var number = 0;
        var sent = new TestInfo(1, new TestMigration(context => context.Sql($"CREATE TABLE days (id int PRIMARY KEY, at timestamptz DEFAULT '2026-01-0{++number}')")));

        scene.Runner(sent).MigrateUp();

        Assert.That((number, scene.Columns("days")), Is.EqualTo((2, "id at")));
    }

    private static string Refused(IMigrationRunner runner) => Assert.Throws<MigrationRefusedException>(runner.MigrateUp)!.Message;

    private static IMigrationRunner Runner(RunnerScene scene, Setup setup, params TestInfo[] migrations)
        => (IMigrationRunner)scene.Services(setup, migrations).GetService(typeof(IMigrationRunner))!;
}
