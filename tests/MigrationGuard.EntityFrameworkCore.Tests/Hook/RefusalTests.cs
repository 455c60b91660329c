using Microsoft.EntityFrameworkCore;
using MigrationGuard.EntityFrameworkCore.Tests.Store;
using MigrationGuard.Pending;

namespace MigrationGuard.EntityFrameworkCore.Tests.Hook;

[TestFixture(15)]
[TestFixture(18)]
public sealed class RefusalTests(int major)
{
    [Test]
    public async Task Of_three_pending_migrations_with_the_third_dangerous_none_is_applied([Values] bool async)
    {
        using var scene = StoreScene.Create(major);
        await using var context = scene.Context();

        var refused = Assert.ThrowsAsync<MigrationRefusedException>(() => MigrateAsync(context, async))!;

        Assert.Multiple(() =>
        {
            Assert.That(scene.History(), Is.Null);
            Assert.That(scene.Database.Ask<bool>("SELECT to_regclass('coupons') IS NULL"), Is.True);
            Assert.That(refused.Judgement.Migrations.Select(one => one.Migration.Id.Name), Is.EqualTo(new[] { "AddNote", "AddCoupons", "DropUsername" }));
            Assert.That(refused.Message, Does.StartWith("migrationguard: 3 pending migrations of Entity Framework Core 10.0."));
            Assert.That(refused.Message, Does.Contain("20260101000003_DropUsername: error MG0701: ").And.Contains("4.2.0: 1 statement, e.g. Users.cs:42"));
            Assert.That(refused.Judgement.Migrations[2].Findings[0].Span.Path, Is.EqualTo($"20260101000003_DropUsername ({typeof(DropUsername).FullName})"));
            Assert.That(scene.Reported(), Is.Empty);
        });
    }

    [Test]
    public async Task The_same_three_run_once_the_old_version_is_retired([Values] bool async)
    {
        using var scene = StoreScene.Create(major);
        scene.Retire();
        await using var context = scene.Context();

        await MigrateAsync(context, async);

        Assert.Multiple(() =>
        {
            Assert.That(scene.History(), Is.EqualTo("AddNote AddCoupons DropUsername"));
            Assert.That(scene.Reported(), Is.EqualTo("20260101000001_AddNote up, 20260101000002_AddCoupons up, 20260101000003_DropUsername up"));
            Assert.That(scene.Database.Ask<string>("SELECT code FROM coupons"), Is.EqualTo("WELCOME"));
        });
        context.People.Add(new Person { Id = 1, Email = "a@b.c", Note = "n" });
        await context.SaveChangesAsync();
    }

    [Test]
    public async Task A_target_in_front_of_the_danger_is_reached_and_the_way_back_is_judged_too()
    {
        using var scene = StoreScene.Create(major);
        await using var context = scene.Context();

        await context.Database.MigrateAsync("AddCoupons");
        var history = scene.History();
        scene.Database.Execute("ALTER TABLE orders ADD COLUMN note text");
        await context.Database.MigrateAsync("20260101000001_AddNote");

        Assert.Multiple(() =>
        {
            Assert.That(history, Is.EqualTo("AddNote AddCoupons"));
            Assert.That(scene.History(), Is.EqualTo("AddNote"));
            Assert.That(scene.Reported(), Does.EndWith("; 20260101000002_AddCoupons down"));
            Assert.That(() => context.Database.Migrate("Nothing"), Throws.InvalidOperationException.With.Message.Contains("Nothing"));
        });
    }

    [Test]
    public async Task Where_nothing_is_pending_nobody_is_asked()
    {
        using var scene = StoreScene.Create(major);
        scene.Retire();
        await using (var first = scene.Context())
        {
            await first.Database.MigrateAsync();
        }

        await using var away = scene.Context(guard => guard.UsePostgreSql("Host=127.0.0.1;Port=1;Database=x;Username=y"));

        Assert.That(away.Database.Migrate, Throws.Nothing);
    }

    [Test]
    public async Task A_guard_that_does_not_answer_refuses_or_warns_as_the_policy_says()
    {
        using var scene = StoreScene.Create(major);
        const string Away = "Host=127.0.0.1;Port=1;Database=x;Username=y";
        await using var refusing = scene.Context(guard => guard.UsePostgreSql(Away));
        await using var warning = scene.Context(guard =>
        {
            guard.UsePostgreSql(Away);
            guard.Unreachable = RunPolicy.Warn;
        });

        var refused = Assert.ThrowsAsync<MigrationRefusedException>(() => refusing.Database.MigrateAsync())!;
        Assert.That((refused.Judgement.Decision, scene.History()), Is.EqualTo((RunDecision.Unreachable, (string?)null)));

        await warning.Database.MigrateAsync();
        Assert.That(scene.History(), Is.EqualTo("AddNote AddCoupons DropUsername"));
        Assert.That(scene.Said, Has.Some.Contains("the guard's database does not answer"));
        Assert.That(scene.Said, Has.Some.Contains("the ledger does not know that 3 migrations were applied"));
    }

    [Test]
    public async Task A_guard_that_only_observes_says_the_danger_and_lets_the_run_begin()
    {
        using var scene = StoreScene.Create(major);
        await using var context = scene.Context(guard => guard.Danger = RunPolicy.Warn);

        await context.Database.MigrateAsync();

        Assert.That(scene.Said, Has.One.Contains("error MG0701"));
        Assert.That(scene.History(), Does.EndWith("DropUsername"));
    }

    private static async Task MigrateAsync(DbContext context, bool async)
    {
        if (async)
        {
            await context.Database.MigrateAsync();
        }
        else
        {
            context.Database.Migrate();
        }
    }
}
