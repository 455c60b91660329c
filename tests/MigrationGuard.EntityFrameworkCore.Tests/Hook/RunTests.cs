using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using MigrationGuard.EntityFrameworkCore.Tests.Store;
using MigrationGuard.Pending;
using Npgsql;

namespace MigrationGuard.EntityFrameworkCore.Tests.Hook;

[TestFixture(15)]
[TestFixture(18)]
public sealed class RunTests(int major)
{
    [Test]
    public void A_migration_that_throws_refuses_the_run_whatever_the_policy_says()
    {
        using var scene = StoreScene.Create(major);
        using var context = scene.Context<ThrowingContext>(guard => guard.Unknown = guard.Danger = guard.Unreachable = RunPolicy.Warn);

        var refused = Assert.Throws<MigrationRefusedException>(context.Database.Migrate)!;

        Assert.That(scene.History(), Is.Null);
        Assert.That(refused.Message, Does.Contain("2 pending migrations").And.Contain("20260301000002_Faulty: it cannot be collected, Up throws InvalidDataException: no settings here"));
    }

    [Test]
    public void A_way_back_that_nobody_wrote_refuses_before_the_others_are_taken_back()
    {
        using var scene = StoreScene.Create(major);
        using var context = scene.Context<ManyContext>();
        context.Database.Migrate();

        var refused = Assert.Throws<MigrationRefusedException>(() => context.Database.Migrate("20260401000001_One"))!;

        Assert.That(refused.Message, Does.Contain("20260401000002_Two: it cannot be collected, Down throws NotSupportedException"));
        Assert.That(scene.History(), Is.EqualTo("One Two Three Four"));
    }

    [Test]
    public async Task A_lock_of_another_session_is_waited_for_in_short_tries_that_let_others_through([Values] bool isAsync)
    {
        using var scene = StoreScene.Create(major);
        using var context = scene.Context<ManyContext>();
        using var holder = scene.Database.Hold("LOCK TABLE orders IN ACCESS SHARE MODE", "holder");
        var queries = 0;
        using var ended = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            // Behind an ACCESS EXCLUSIVE request that waits as long as the holder stays, no query would get through.
            while (!ended.IsCancellationRequested)
            {
                scene.Database.Execute("SELECT count(*) FROM orders");
                queries++;
            }
        });
        var release = Task.Run(async () =>
        {
            while (!scene.Said.Exists(line => line.Contains("trying again", StringComparison.Ordinal)))
            {
                await Task.Delay(10);
            }

            await holder.DisposeAsync();
        });

        if (isAsync)
        {
            await context.Database.MigrateAsync();
        }
        else
        {
            context.Database.Migrate();
        }

        await release;
        await ended.CancelAsync();
        await reader;
        Assert.Multiple(() =>
        {
            Assert.That(scene.History(), Is.EqualTo("One Two Three Four"));
            Assert.That(scene.Reported(), Is.EqualTo("20260401000001_One up, 20260401000002_Two up, 20260401000003_Three up, 20260401000004_Four up"));
            Assert.That(scene.Said, Has.Some.Contains("trying again in 0 s (1 of 5)"));
            Assert.That(queries, Is.GreaterThan(0));
        });
    }

    [Test]
    public void What_was_applied_in_front_of_a_failure_is_in_the_ledger_and_the_tries_end()
    {
        using var scene = StoreScene.Create(major);
        using var context = scene.Context<ManyContext>(guard => guard.Retries = 1);
        using var holder = scene.Database.Hold("LOCK TABLE orders IN ACCESS SHARE MODE", "holder");

        var failure = Assert.Throws<InvalidOperationException>(context.Database.Migrate)!;

        Assert.That((failure.InnerException as PostgresException)?.SqlState, Is.EqualTo(PostgresErrorCodes.LockNotAvailable));
        Assert.That((scene.History(), scene.Reported()), Is.EqualTo(("One Two", "20260401000001_One up, 20260401000002_Two up")));
    }

    [Test]
    public async Task A_migration_of_which_a_part_is_committed_is_not_tried_again()
    {
        using var scene = StoreScene.Create(major);
        using var context = scene.Context<ManyContext>(guard => guard.LockTimeout = TimeSpan.FromMilliseconds(300));
        using var holder = scene.Database.Open();
        var watch = Task.Run(async () =>
        {
            // The concurrent index waits for this transaction, which keeps it from ending until it is cancelled.
            while (!scene.Database.Ask<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX CONCURRENTLY%' AND state = 'active' AND wait_event_type = 'Lock')"))
            {
                await Task.Delay(20);
            }

            await Task.Delay(700);
            scene.Database.Execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX CONCURRENTLY%' AND state = 'active'");
        });
        using var command = new NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class", holder);
        command.ExecuteNonQuery();

        var failure = Assert.Throws<PostgresException>(context.Database.Migrate)!;

        await watch;
        Assert.Multiple(() =>
        {
            Assert.That(failure.SqlState, Is.EqualTo(PostgresErrorCodes.QueryCanceled), "the lock timeout is not for what waits for old transactions");
            Assert.That(scene.History(), Is.EqualTo("One"));
            Assert.That(scene.Said, Has.None.Contains("trying again"));
        });
    }

    [Test]
    public async Task Four_replicas_that_migrate_at_once_apply_each_migration_once([Values] bool isAsync)
    {
        using var scene = StoreScene.Create(major);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var context = scene.Context<ManyContext>(guard => guard.Retries = 0);
            if (isAsync)
            {
                await context.Database.MigrateAsync();
            }
            else
            {
                context.Database.Migrate();
            }
        })));

        Assert.Multiple(() =>
        {
            Assert.That(scene.History(), Is.EqualTo("One Two Three Four"));
            Assert.That(scene.Reported(), Is.EqualTo("20260401000001_One up, 20260401000002_Two up, 20260401000003_Three up, 20260401000004_Four up"));
            Assert.That(scene.Said, Is.Empty);
        });
    }

    [Test]
    public async Task The_lock_of_EF_Core_is_waited_for_longer_than_a_statement_waits()
    {
        using var scene = StoreScene.Create(major);
        await using (var first = scene.Context<ManyContext>())
        {
            await first.Database.MigrateAsync("20260401000001_One");
        }

        await using var context = scene.Context<ManyContext>(guard => guard.Retries = 0);
        await using var holder = scene.Database.Hold("LOCK TABLE \"__EFMigrationsHistory\" IN SHARE UPDATE EXCLUSIVE MODE", "unguarded replica");
        var clock = Stopwatch.StartNew();
        var run = context.Database.MigrateAsync();
        await Task.Delay(400);
        await holder.DisposeAsync();
        await run;

        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(350)));
        Assert.That(scene.History(), Is.EqualTo("One Two Three Four"));
        Assert.That(Settings(context), Is.EqualTo("0"), "the session's own limit is back");
    }

    [Test]
    public async Task A_database_that_does_not_exist_is_created_and_nobody_is_asked()
    {
        using var scene = StoreScene.Create(major);
        var connection = scene.Database.ConnectionString.Replace(scene.Database.Name, scene.Database.Name + "_new", StringComparison.Ordinal);
        var options = new DbContextOptionsBuilder<EmptyContext>().UseNpgsql(connection).UseMigrationGuard(guard => guard.UsePostgreSql(connection)).Options;
        await using var context = new EmptyContext(options);

        await context.Database.MigrateAsync();

        Assert.That(await context.Database.GetAppliedMigrationsAsync(), Is.EqualTo(new[] { "20260501000001_First" }));
        await context.Database.EnsureDeletedAsync();
    }

    [Test]
    public async Task The_guard_stands_in_front_whatever_the_order_of_the_options_and_says_where_it_cannot()
    {
        using var scene = StoreScene.Create(major);
        var connection = scene.Database.ConnectionString;
        await using var early = new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseMigrationGuard(guard => guard.UsePostgreSql(connection)).UseNpgsql(connection).Options);
        var replaced = new DbContextOptionsBuilder<StoreContext>().UseNpgsql(connection).UseMigrationGuard(guard => guard.UsePostgreSql(connection)).ReplaceService<IMigrator, NeverMigrator>().Options;

        Assert.That(early.Database.Migrate, Throws.TypeOf<MigrationRefusedException>());
        Assert.That(() => new StoreContext(replaced), Throws.InvalidOperationException.With.Message.Contains("IMigrator"));
    }

    [Test]
    public async Task A_run_in_a_transaction_of_the_caller_is_judged_and_the_ledger_is_not_told()
    {
        using var scene = StoreScene.Create(major);
        await using var context = scene.Context(more: options => options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MigrationsUserTransactionWarning)));
        await context.Database.MigrateAsync("AddNote");
        await using (await context.Database.BeginTransactionAsync())
        {
            await context.Database.MigrateAsync("AddCoupons");
        }

        Assert.That((scene.History(), scene.Reported()), Is.EqualTo(("AddNote", "20260101000001_AddNote up")));
        Assert.That(scene.Said, Has.One.Contains("in a transaction of the caller"));
    }

    [Test]
    public async Task What_EF_Core_mends_by_a_retry_of_its_own_is_no_failure()
    {
        using var scene = StoreScene.Create(major);
        await using var context = scene.Context<PartsContext>(more: options => options.UseNpgsql(scene.Database.ConnectionString, npgsql => npgsql.EnableRetryOnFailure()));
        using var holder = scene.Database.Hold("LOCK TABLE orders IN ACCESS SHARE MODE", "holder");
        var run = context.Database.MigrateAsync();
        while (!scene.Database.Ask<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'ALTER TABLE orders%' AND wait_event_type = 'Lock')"))
        {
            await Task.Delay(10);
        }

        await Task.Delay(250);
        await holder.DisposeAsync();
        await run;

        Assert.That((scene.History(), scene.Reported()), Is.EqualTo(("Parts", "20260601000001_Parts up")));
    }

    [Test]
    public void A_guard_of_another_database_does_not_judge([Values("postgres", "not_there")] string other)
    {
        using var scene = StoreScene.Create(major);
        var elsewhere = new NpgsqlConnectionStringBuilder(scene.Database.ConnectionString) { Database = other }.ConnectionString;
        using var context = scene.Context(guard => guard.UsePostgreSql(elsewhere));

        var refused = Assert.Throws<MigrationRefusedException>(context.Database.Migrate)!;

        Assert.That((scene.History(), refused.Judgement.Decision), Is.EqualTo(((string?)null, RunDecision.Unknown)));
        Assert.That(refused.Message, Does.Contain(other));
    }

    private static string Settings(DbContext context) => context.Database.SqlQueryRaw<string>("SELECT current_setting('lock_timeout') AS \"Value\"").Single();
}
