using System.Data;
using System.Diagnostics;
using FluentMigrator;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Processors;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.FluentMigrator.Running;
using MigrationGuard.FluentMigrator.Tests.Scenes;
using Npgsql;

namespace MigrationGuard.FluentMigrator.Tests.Running;

[TestFixture(15)]
public sealed class LockTests(int major)
{
    private static readonly TestInfo[] Two =
    [
        new(1, new TestMigration(context => context.Sql("CREATE TABLE baskets (id int PRIMARY KEY)"))),
        new(2, new TestMigration(context =>
        {
            context.Sql("CREATE TABLE lines (id int PRIMARY KEY)");
            context.AddColumn("orders", "note");
        })),
    ];

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_run_that_meets_a_lock_goes_on_when_it_is_free(bool session)
    {
        using var scene = await RunnerScene.CreateAsync(major);
        using var holder = scene.Shop.Database.Hold("LOCK TABLE orders", "holder");
        var setup = new Setup
        {
            Options = options => options.TransactionPerSession = session,
            Hook = guard =>
            {
                guard.LockTimeout = TimeSpan.FromMilliseconds(150);
                guard.Say = said =>
                {
                    scene.Said.Add(said);
                    holder.Dispose();
                };
            },
        };

        Runner(scene, setup, Two).MigrateUp();

        Assert.Multiple(() =>
        {
            Assert.That((scene.Columns("baskets"), scene.Columns("lines"), scene.Columns("orders")), Is.EqualTo(("id", "id", "id placed note")));
            Assert.That(scene.Said, Has.Exactly(1).Contains("canceling statement due to lock timeout").And.Exactly(1).Contains("; trying again in 0.3 s (1 of 5)"));
            Assert.That(scene.Applied(), Does.EndWith(": 1_TestMigration up, 2_TestMigration up"));
        });
    }

    [Test]
    public async Task A_lock_that_is_never_free_ends_the_run_and_the_ledger_knows_what_was_applied()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        using var holder = scene.Shop.Database.Hold("LOCK TABLE orders", "holder");
        var clock = Stopwatch.StartNew();

        var error = Assert.Catch(() => Runner(scene, Impatient(1), Two).MigrateUp())!;

        Assert.Multiple(() =>
        {
            Assert.That(error.ToString(), Does.Contain("lock timeout"));
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(15)));
            Assert.That((scene.Columns("baskets"), scene.Columns("lines")), Is.EqualTo(("id", "")));
            Assert.That(scene.Said, Has.Exactly(1).Contains("trying again"));
            Assert.That(scene.Applied(), Does.EndWith(": 1_TestMigration up"));
        });
    }

    [Test]
    public async Task What_is_half_done_without_a_transaction_is_not_begun_again()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        using var holder = scene.Shop.Database.Hold("LOCK TABLE orders", "holder");

        var error = Assert.Catch(() => Runner(scene, Impatient(5), Two[0], Two[1] with { TransactionBehavior = TransactionBehavior.None }).MigrateUp())!;

        Assert.Multiple(() =>
        {
            Assert.That(error.ToString(), Does.Contain("lock timeout"));
            Assert.That(scene.Columns("lines"), Is.EqualTo("id"));
            Assert.That(scene.Said, Has.None.Contains("trying again"));
            Assert.That(scene.Applied(), Does.EndWith(": 1_TestMigration up"));
        });
    }

    [TestCase("CREATE INDEX CONCURRENTLY placed_at ON orders (placed)")]
    [TestCase("CREATE INDEX CONCURRENTLY IF NOT EXISTS placed_at ON orders (placed)")]
    public async Task An_index_that_waits_for_an_old_transaction_is_not_cut_short_and_what_follows_is_limited_again(string index)
    {
        using var scene = await RunnerScene.CreateAsync(major);
        using var holder = scene.Shop.Database.Hold("LOCK TABLE orders IN ROW EXCLUSIVE MODE", "holder");
        TestInfo[] migrations =
        [
            new(1, new TestMigration(context => context.Sql(index))) { TransactionBehavior = TransactionBehavior.None },
            new(2, new TestMigration(context => context.Sql("CREATE TABLE limits AS SELECT current_setting('lock_timeout') AS seen"))),
        ];

        var run = Task.Run(() => Runner(scene, Impatient(1), migrations).MigrateUp());
        var early = await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(2)));
        holder.Dispose();
        await run;

        Assert.Multiple(() =>
        {
            Assert.That(early, Is.Not.SameAs(run));
            Assert.That(scene.Said, Is.Empty);
            Assert.That(scene.Shop.Ask<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'placed_at'::regclass"), Is.True);
            Assert.That(scene.Shop.Ask<string>("SELECT seen FROM limits"), Is.EqualTo("150ms"));
        });
    }

    [Test]
    public async Task An_index_that_failed_half_done_is_not_begun_again()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var index = new TestMigration(context => context.Sql("CREATE INDEX CONCURRENTLY IF NOT EXISTS placed_at ON orders (placed)"));
        using var holder = scene.Shop.Database.Hold("LOCK TABLE orders IN ROW EXCLUSIVE MODE", "holder");
        var impatient = Impatient(1) with { Runner = scene.Shop.Database.ConnectionString + ";Options=-c lock_timeout=150" };

        var error = Assert.Catch(() => Runner(scene, impatient, new TestInfo(1, index) { TransactionBehavior = TransactionBehavior.None }).MigrateUp())!;

        Assert.Multiple(() =>
        {
            Assert.That(error.ToString(), Does.Contain("lock timeout"));
            Assert.That(scene.Said, Has.None.Contains("trying again"));
            Assert.That(scene.Applied(), Is.Empty);
        });
    }

    [Test]
    public async Task A_session_that_is_opened_again_has_the_limit_too_until_the_run_is_over()
    {
        using var scene = await RunnerScene.CreateAsync(major);
        var services = scene.Services(new Setup(), Two);
        var processor = services.GetRequiredService<IProcessorAccessor>().Processor;
        string[] seen;
        using (new LockLimit(processor, "SET lock_timeout = 1234", "RESET lock_timeout"))
        {
            var connection = (NpgsqlConnection)Connection(processor);
            var first = Limit(connection);
            NpgsqlConnection.ClearPool(connection);
            connection.Close();
            connection.Open();
            seen = [first, Limit(connection)];
        }

        Assert.That((seen[0], seen[1], Limit((NpgsqlConnection)Connection(processor))), Is.EqualTo(("1234ms", "1234ms", "0")));
    }

    private static Setup Impatient(int retries) => new()
    {
        Hook = guard =>
        {
            guard.LockTimeout = TimeSpan.FromMilliseconds(150);
            guard.Retries = retries;
        },
    };

    private static IMigrationRunner Runner(RunnerScene scene, Setup setup, params TestInfo[] migrations)
        => (IMigrationRunner)scene.Services(setup, migrations).GetService(typeof(IMigrationRunner))!;

    private static IDbConnection Connection(IMigrationProcessor processor) => (IDbConnection)processor.GetType().GetProperty("Connection")!.GetValue(processor)!;

    private static string Limit(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SHOW lock_timeout", connection);
        return (string)command.ExecuteScalar()!;
    }
}
