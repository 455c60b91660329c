using MigrationGuard.Backfills;
using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Backfills;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ThrottleTests(int major) : BackfillFixture(major, Users)
{
    private const string Users = "CREATE TABLE users (id int PRIMARY KEY, name text, handle text); INSERT INTO users SELECT x, 'Name ' || x FROM generate_series(1, 1000) AS x; CREATE TABLE load (n numeric)";

    [Test]
    public async Task It_makes_way_while_a_transaction_is_older_than_allowed()
    {
        var running = Start(BackfillScene.Quick.Throttle with { TransactionAge = TimeSpan.FromMilliseconds(150) }, out var old, "SELECT count(*) FROM load");
        await BackfillScene.UntilAsync(() => Notes().Any(note => note.Contains("(holder) has a transaction open for", StringComparison.Ordinal)));
        await BackfillScene.UntilAsync(() => Scene.Ask<bool>("SELECT coalesce(why LIKE 'makes way: pid %', false) FROM migration_guard_backfill.backfill"));
        await EndsAsync(running, old);
    }

    [Test]
    public async Task It_makes_way_while_somebody_waits_for_a_lock_on_the_table()
    {
        var running = Start(BackfillScene.Quick.Throttle, out var holder, "SELECT count(*) FROM users");
        await BackfillScene.UntilAsync(() => Scene.Ask<long>("SELECT count(handle) FROM users") > 0);
        var change = Task.Run(() => Scene.Database.Execute("ALTER TABLE users ADD COLUMN added int"));
        await BackfillScene.UntilAsync(() => Notes().Any(note => note == "makes way: 1 session waits for locks on the table"));
        await EndsAsync(running, holder);
        await change;
    }

    [Test]
    public async Task It_makes_way_while_somebody_waits_for_a_row_of_the_table()
    {
        var running = Start(BackfillScene.Quick.Throttle with { Every = TimeSpan.FromMilliseconds(10) }, out var holder, "UPDATE users SET name = name WHERE id = 1000");
        var change = Task.Run(() => Scene.Database.Execute("UPDATE users SET name = name WHERE id = 1000"));
        await BackfillScene.UntilAsync(() => Notes().Any(note => note == "makes way: 1 session waits for locks on the table"));
        await EndsAsync(running, holder);
        await change;
    }

    [TestCase("SELECT max(n) > 5 FROM load", "the throttle query says true")]
    [TestCase("SELECT max(n) FROM load", "the throttle query gives 7.5, more than 6")]
    [TestCase("SELECT 'much' FROM load", "the throttle query gives much, which is neither a number nor true or false")]
    [TestCase("SELECT 1 / (max(n) - 7.5) FROM load", "the throttle query fails: division by zero")]
    [TestCase("DELETE FROM load RETURNING 0", "the throttle query fails: cannot execute DELETE in a read-only transaction")]
    public async Task It_makes_way_while_a_query_of_the_users_says_so_and_gives_up_in_the_end(string query, string why)
    {
        Scene.Database.Execute("INSERT INTO load VALUES (7.5)");
        var report = await Scene.RunAsync("users", "handle = name", "handle IS NULL", BackfillScene.Quick with
        {
            Throttle = BackfillScene.Quick.Throttle with { Query = query, QueryLimit = 6, GiveUpAfter = TimeSpan.FromMilliseconds(120) },
        });

        Assert.That((report.Verdict, report.Why), Is.EqualTo((BackfillVerdict.Busy, "it made way for too long: " + why)));
        Assert.That((report.Status!.State, Scene.Ask<long>("SELECT count(handle) FROM users")), Is.EqualTo((BackfillState.Stopped, 0L)));
    }

    [Test]
    public async Task A_query_below_its_limit_lets_it_work()
    {
        Scene.Database.Execute("INSERT INTO load VALUES (5)");
        await Scene.MustAsync("users", "handle = name", "handle IS NULL", BackfillScene.Quick with { Throttle = BackfillScene.Quick.Throttle with { Query = "SELECT max(n)::int FROM load", QueryLimit = 6 } });
    }

    private Task<BackfillReport> Start(BackfillThrottle throttle, out Npgsql.NpgsqlConnection holder, string held)
    {
        holder = Scene.Hold(held, "holder");
        return Scene.RunAsync("users", "handle = name", "handle IS NULL", BackfillScene.Quick with { LargestSize = 5, LockTimeout = TimeSpan.FromSeconds(2), Attempts = 20, Throttle = throttle });
    }

    private static async Task EndsAsync(Task<BackfillReport> running, Npgsql.NpgsqlConnection holder)
    {
        Assert.That(running.IsCompleted, Is.False);
        await holder.DisposeAsync();
        var report = await running;
        Assert.That((report.Verdict, report.Status!.Rows), Is.EqualTo((BackfillVerdict.Done, 1000L)), report.Why);
    }

    private List<string> Notes()
    {
        lock (Scene.Progress)
        {
            return [.. Scene.Progress.Select(progress => progress.Note).OfType<string>()];
        }
    }
}
