using FluentMigrator;
using FluentMigrator.Runner;
using MigrationGuard.FluentMigrator.Tests.Scenes;
using MigrationGuard.Pending;
using Npgsql;

namespace MigrationGuard.FluentMigrator.Tests.Running;

[TestFixture(15)]
[TestFixture(18)]
public sealed class RefusalTests(int major)
{
    private static readonly TestInfo[] Three =
    [
        new(1, new TestMigration(context => context.AddColumn("orders", "note"), context => context.DropColumn("orders", "note"))),
        new(2, new TestMigration(context => context.Sql("CREATE TABLE baskets (id int PRIMARY KEY)"), context => context.Sql("DROP TABLE baskets"))),
        new(3, new TestMigration(context => context.DropColumn("users", "username"), context => context.AddColumn("users", "username"))),
    ];

    [Test]
    public async Task Of_three_pending_migrations_with_the_third_dangerous_none_is_applied_until_nobody_needs_what_it_removes()
    {
        using var scene = await RunnerScene.CreateAsync(major);

        var refused = Assert.Throws<MigrationRefusedException>(() => scene.Runner(Three).MigrateUp())!;
        var (orders, baskets, table) = (scene.Columns("orders"), scene.Columns("baskets"), scene.Columns("\"VersionInfo\""));
        scene.Retire();
        scene.Runner(Three).MigrateUp();

        Assert.Multiple(() =>
        {
            Assert.That(refused.Message, Does.StartWith("migrationguard: 3 pending migrations of FluentMigrator ").And.Contains(" refused; none was applied"));
            Assert.That(refused.Message, Does.Contain("3_TestMigration: error MG0701: ").And.Contains("4.2.0: 3 statements, e.g. Orders/UserStore.cs:42"));
            Assert.That((orders, baskets, table), Is.EqualTo(("id placed", "", "")));
            Assert.That((scene.Columns("orders"), scene.Columns("baskets"), scene.Columns("users")), Is.EqualTo(("id placed note", "id", "id email feeling")));
            Assert.That(scene.Applied(), Does.Match(@"^FluentMigrator [0-9.]+: 1_TestMigration up, 2_TestMigration up, 3_TestMigration up$"));
        });
    }

    [Test]
    public async Task A_target_version_in_front_of_the_dangerous_migration_runs()
    {
        using var scene = await RunnerScene.CreateAsync(major);

        scene.Runner(Three).MigrateUp(2);

        Assert.That((scene.Columns("orders"), scene.Columns("users")), Is.EqualTo(("id placed note", "id username email feeling")));
    }

    [Test]
    public async Task The_way_down_is_refused_where_a_live_version_needs_what_it_takes_away()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        scene.Runner(Three).MigrateUp(2);
        scene.Shop.Publish("4.3.0", ["SELECT id, note FROM orders"], [[]]);

        var refused = new[]
        {
            Refused(() => scene.Runner(Three).MigrateDown(0)), Refused(() => scene.Runner(Three).Rollback(2)),
            Refused(() => scene.Runner(Three).RollbackToVersion(0)), Refused(() => scene.Runner(Three).Down(Three[0].Migration)),
        };
        scene.Runner(Three).Rollback(1);

        Assert.Multiple(() =>
        {
            Assert.That(refused, Has.All.Contains("TestMigration: error MG0701: ").And.All.Contains("4.3.0"));
            Assert.That(refused[0], Does.StartWith("migrationguard: 2 pending migrations"));
            Assert.That((scene.Columns("orders"), scene.Columns("baskets")), Is.EqualTo(("id placed note", "")));
            Assert.That(scene.Applied(), Does.EndWith(": 2_TestMigration down"));
        });
    }

    [Test]
    public async Task A_single_migration_and_what_runs_every_time_are_guarded_too()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var maintenance = new Setup { Loaders = loaders => loaders.Maintenance.Add((MigrationStage.AfterAll, Three[2])) };
        var profile = new Setup { Loaders = loaders => loaders.Profiles.Add(Three[2].Migration) };

        var refused = new[]
        {
            Refused(() => scene.Runner(Three[0]).Up(Three[2].Migration)), Refused(() => Runner(scene, maintenance).MigrateUp(2)), Refused(() => Runner(scene, profile).MigrateUp(2)),
        };

        Assert.That(refused, Has.All.Contains("  TestMigration: error MG0701: "));
        Assert.That((scene.Columns("users"), scene.Columns("orders")), Is.EqualTo(("id username email feeling", "id placed")));
    }

    [Test]
    public async Task Where_a_danger_is_only_to_be_said_the_run_goes_on()
    {
        using var scene = await RunnerScene.CreateAsync(major);

        Runner(scene, new Setup { Hook = guard => guard.Danger = RunPolicy.Warn }).MigrateUp();

        Assert.That(scene.Columns("users"), Is.EqualTo("id email feeling"));
        Assert.That(scene.Said, Has.One.Contains("3 pending migrations").And.One.Contains(" would be refused, and the policy lets the run begin").And.One.Contains("3_TestMigration: error MG0701: ").And.None.Contains("none was applied"));
    }

    [Test]
    public async Task A_preview_says_what_would_be_refused_and_goes_on()
    {
        using var scene = await RunnerScene.CreateAsync(major);

        Runner(scene, new Setup { PreviewOnly = true }).MigrateUp();

        Assert.That(scene.Said, Has.One.Contains("3_TestMigration: error MG0701: "));
        Assert.That((scene.Columns("users"), scene.Applied()), Is.EqualTo(("id username email feeling", "")));
    }

    [Test]
    public async Task Where_nothing_is_pending_nobody_is_asked()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        scene.Runner(Three).MigrateUp(2);

        Runner(scene, new Setup { Guard = "Host=127.0.0.1;Port=1;Database=x;Username=y" }).MigrateUp(2);

        Assert.That(scene.Said, Is.Empty);
    }

    [Test]
    public async Task A_guard_of_another_database_does_not_judge([Values("postgres", "not_there")] string other)
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var elsewhere = new Setup { Guard = new NpgsqlConnectionStringBuilder(scene.Shop.Database.ConnectionString) { Database = other }.ConnectionString };

        var refused = Refused(() => Runner(scene, elsewhere).MigrateUp());

        Assert.That(refused, Does.Contain("it cannot be told whether they are safe").And.Contain(other));
        Assert.That((scene.Columns("users"), scene.Columns("orders")), Is.EqualTo(("id username email feeling", "id placed")));
    }

    [Test]
    public async Task A_guard_that_does_not_answer_refuses_or_is_said()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var away = new Setup { Guard = "Host=127.0.0.1;Port=1;Database=x;Username=y" };

        var refused = Refused(() => Runner(scene, away).MigrateUp(1));
        var before = scene.Columns("orders");
        Runner(scene, away with { Hook = guard => guard.Unreachable = RunPolicy.Warn }).MigrateUp(1);

        Assert.Multiple(() =>
        {
            Assert.That(refused, Does.Contain("1 pending migration of FluentMigrator ").And.Contains(": the guard's database does not answer"));
            Assert.That((before, scene.Columns("orders")), Is.EqualTo(("id placed", "id placed note")));
            Assert.That(scene.Said, Has.One.Contains("the guard's database does not answer").And.One.Contains("the ledger does not know that 1 migrations were applied"));
        });
    }

    [Test]
    public async Task A_breaking_change_that_the_runner_would_stop_at_is_said_before_anything_runs()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var breaking = Three[1] with { IsBreakingChange = true };

        var refused = Refused(() => scene.Runner(Three[0], breaking).MigrateUp());

        Assert.That(refused, Does.Contain("2_TestMigration: it is marked as a breaking change"));
        Assert.That(scene.Columns("orders"), Is.EqualTo("id placed"));
    }

    private static string Refused(Action run) => Assert.Throws<MigrationRefusedException>(run)!.Message;

    private static IMigrationRunner Runner(RunnerScene scene, Setup setup) => (IMigrationRunner)scene.Services(setup, Three).GetService(typeof(IMigrationRunner))!;
}
