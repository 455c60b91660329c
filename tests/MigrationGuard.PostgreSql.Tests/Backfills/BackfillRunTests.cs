using MigrationGuard.Backfills;
using MigrationGuard.Guarding;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Backfills;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class BackfillRunTests(int major) : BackfillFixture(major, Users)
{
    private const string Users = "CREATE TABLE users (id int PRIMARY KEY, name text, age text, number int, handle text); INSERT INTO users SELECT x, 'Name ' || x, x FROM generate_series(1, 1000) AS x;";

    [Test]
    public async Task It_takes_its_definition_from_the_update_of_a_migration()
    {
        const string sql = """
            ALTER TABLE users ADD mail text;
            UPDATE users AS u SET mail = m.mail, -- from the other table
                handle = lower(u.name) FROM mails m WHERE m.id = u.id AND (u.mail IS NULL OR u.handle IS NULL);
            """;
        Scene.Database.Execute("ALTER TABLE users ADD mail text; CREATE TABLE mails AS SELECT id, 'm' || id AS mail FROM users WHERE id > 10");
        var reading = BackfillReader.Read(new SqlSource("01.sql", sql));

        var report = await Scene.RunAsync(reading.Definition!);

        Assert.That((report.Verdict, report.Status!.Name, report.Status.Rows), Is.EqualTo((BackfillVerdict.Done, "users.mail+handle", 990L)), report.Why);
        Assert.That(Scene.Ask<long>("SELECT count(*) FROM users WHERE mail = 'm' || id AND handle = lower(name)"), Is.EqualTo(990));
    }

    [TestCase("users", "number = number / (id - 300)", "number = id", "public.users id = 300 is refused: division by zero (22012)")]
    [TestCase("users", "number = (age || '0')::int", "number IS NULL", "public.users id = 300 is refused: invalid input syntax for type integer: \"x0\" (22P02)")]
    [TestCase("users", "handle = name", "handle IS NULL", "public.users id = 300 is refused: duplicate key value violates unique constraint \"handles\" (23505). Key (handle)=(Name 7) already exists")]
    public async Task A_row_that_is_refused_is_found_and_named(string table, string set, string where, string why)
    {
        Scene.Database.Execute("CREATE UNIQUE INDEX handles ON users (handle); UPDATE users SET number = CASE WHEN 'number = id' = '" + where + "' THEN id END, age = CASE id WHEN 300 THEN 'x' ELSE '1' END, name = CASE id WHEN 300 THEN 'Name 7' ELSE name END");
        var report = await Scene.RunAsync(table, set, where);

        Assert.That((report.Verdict, report.Why), Is.EqualTo((BackfillVerdict.RowRefused, why)));
        Assert.That((report.Status!.State, report.Status.Rows, report.Status.Last), Is.EqualTo((BackfillState.Stopped, 299L, "public.users id = 299")));
    }

    [Test]
    public async Task Refused_rows_are_skipped_where_that_is_wanted()
    {
        Scene.Database.Execute("UPDATE users SET age = CASE WHEN id IN (1, 500, 501, 1000) THEN 'none' ELSE id::text END");
        var skip = BackfillScene.Quick with { OnRowError = RowErrorPolicy.Skip };
        var report = await Scene.RunAsync("users", "number = age::int", "number IS NULL", skip);

        Assert.That((report.Verdict, report.Why), Is.EqualTo((BackfillVerdict.Left, "4 rows were skipped, the rest is done")));
        Assert.That(report.Status!.Skipped.Select(row => row.Row), Is.EqualTo(new[] { "public.users id = 1", "public.users id = 500", "public.users id = 501", "public.users id = 1000" }));
        Assert.That(report.Status.Skipped[0].Why, Is.EqualTo("invalid input syntax for type integer: \"none\" (22P02)"));
        Assert.That(Scene.Ask<long>("SELECT count(*) FROM users WHERE number = id"), Is.EqualTo(996));
    }

    [Test]
    public async Task Too_many_refused_rows_stop_it()
    {
        Scene.Database.Execute("UPDATE users SET age = 'none'");
        var report = await Scene.RunAsync("users", "number = age::int", "number IS NULL", BackfillScene.Quick with { OnRowError = RowErrorPolicy.Skip, MostSkipped = 3 });

        Assert.That((report.Verdict, report.Status!.Skipped.Count), Is.EqualTo((BackfillVerdict.RowRefused, 3)), report.Why);
        Assert.That(report.Why, Does.StartWith("public.users id = 4 is refused"));
    }

    [Test]
    public async Task Refused_rows_of_a_table_without_a_key_are_skipped_by_their_place()
    {
        Scene.Database.Execute("ALTER TABLE users DROP CONSTRAINT users_pkey; UPDATE users SET age = CASE WHEN id IN (1, 500) THEN 'none' ELSE id::text END");
        var report = await Scene.RunAsync("users", "number = age::int", "number IS NULL", BackfillScene.Quick with { OnRowError = RowErrorPolicy.Skip });

        Assert.That((report.Verdict, report.Status!.Skipped.Count, Scene.Ask<long>("SELECT count(*) FROM users WHERE number = id")), Is.EqualTo((BackfillVerdict.Left, 2, 998L)), report.Why);
        Assert.That(report.Status.Skipped[0].Row, Does.Match(@"^public\.users ctid \(\d+,\d+\)$"));
    }

    [Test]
    public async Task A_condition_that_holds_also_behind_the_update_is_refused_before_anything_is_done_twice()
    {
        var report = await Scene.RunAsync("users", "number = coalesce(number, 0) + 1", "id > 0");

        Assert.That(report.Verdict, Is.EqualTo(BackfillVerdict.RowRefused));
        Assert.That(report.Why, Is.EqualTo("the condition still holds for 7 rows of a batch when they are updated, so that it does not say what is still to do: public.users id = 1; public.users id = 2; public.users id = 3. Condition: id > 0"));
        Assert.That(Scene.Ask<long>("SELECT count(number) FROM users"), Is.Zero);
    }

    [Test]
    public async Task Single_rows_that_their_update_leaves_to_do_are_skipped_where_that_is_wanted_and_not_done_again()
    {
        Scene.Database.Execute("UPDATE users SET name = NULL WHERE id IN (5, 77)");
        var report = await Scene.RunAsync("users", "handle = name, number = coalesce(number, 0) + 1", "handle IS NULL", BackfillScene.Quick with { OnRowError = RowErrorPolicy.Skip, FirstSize = 50 });

        Assert.That((report.Verdict, report.Why), Is.EqualTo((BackfillVerdict.Left, "2 rows were skipped, the rest is done")));
        Assert.That(report.Status!.Skipped.Select(row => row.ToString()), Is.EqualTo(new[] { 5, 77 }.Select(id => new SkippedRow($"public.users id = {id}", "it was updated, and the condition still holds", null).ToString())));
        Assert.That(Scene.Ask<long>("SELECT count(*) FROM users WHERE number = 1"), Is.EqualTo(1000));
    }

    [TestCase("nobody", "a = 1", "a = 2", "the database has no table nobody, or the role may not see it")]
    [TestCase("users", "nothing = 1", "handle IS NULL", "column \"nothing\" of relation \"users\" does not exist (42703)")]
    [TestCase("users", "handle = lower(surname)", "handle IS NULL", "column \"surname\" does not exist (42703)")]
    [TestCase("users", "number = name", "number IS NULL", "column \"number\" is of type integer but expression is of type text (42804)")]
    [TestCase("seen", "id = 1", "id = 2", "seen is no table")]
    [TestCase("parts", "id = id + 1", "id < 0", "it writes the partition key of public.parts, so that rows would move")]
    public async Task What_does_not_fit_the_database_is_refused_and_leaves_nothing(string table, string set, string where, string why)
    {
        Scene.Database.Execute("CREATE VIEW seen AS SELECT * FROM users; CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE parts_1 PARTITION OF parts DEFAULT");
        var report = await Scene.RunAsync(table, set, where);

        Assert.That((report.Verdict, report.Why.Contains(why, StringComparison.Ordinal)), Is.EqualTo((BackfillVerdict.Unfit, true)), report.Why);
        Assert.That(await Scene.Backfills.ListAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_lock_that_never_comes_stops_it_with_who_has_it_and_it_goes_on_later()
    {
        await using (Scene.Hold("UPDATE users SET name = name WHERE id = 400", "nightly report"))
        {
            var report = await Scene.RunAsync("users", "handle = name", "handle IS NULL");
            Assert.That((report.Verdict, report.Blockers.Select(blocker => blocker.Application).Distinct()), Is.EqualTo((BackfillVerdict.Busy, new[] { "nightly report" })), report.Why);
            Assert.That(report.Why, Does.Match(@"^a batch was tried 3 times: canceling statement due to lock timeout \(55P03\).* It waits for pid \d+ \(nightly report, \w+\), idle in transaction, query [0-9.]+ s old: UPDATE users"));
            Assert.That((report.Status!.State, report.Status.Rows), Is.EqualTo((BackfillState.Stopped, Scene.Ask<long>("SELECT count(handle) FROM users"))));
        }

        Assert.That((await Scene.MustAsync("users", "handle = name", "handle IS NULL")).Status!.Rows, Is.EqualTo(1000));
    }

    [Test]
    public async Task A_deadlock_is_tried_again()
    {
        Scene.Database.Execute("ALTER SYSTEM SET deadlock_timeout = '20ms'; SELECT pg_reload_conf()");
        await using var other = Scene.Hold("SET deadlock_timeout = '10s'; UPDATE users SET name = name WHERE id = 900", "other");
        var running = Scene.RunAsync("users", "handle = name", "handle IS NULL", BackfillScene.Quick with { FirstSize = 1000, LockTimeout = TimeSpan.FromSeconds(5), Attempts = 20 });
        await BackfillScene.UntilAsync(() => Scene.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'migrationguard backfill%' AND wait_event_type = 'Lock'") > 0);
        await using (var command = new NpgsqlCommand("UPDATE users SET name = name WHERE id = 1; COMMIT", other))
        {
            await command.ExecuteNonQueryAsync();
        }

        var report = await running;
        Scene.Database.Execute("ALTER SYSTEM RESET deadlock_timeout; SELECT pg_reload_conf()");
        Assert.That((report.Verdict, report.Status!.Rows), Is.EqualTo((BackfillVerdict.Done, 1000L)), report.Why);
        Assert.That(Scene.Progress.Select(progress => progress.Note), Has.Some.Contains("deadlock detected (40P01)"));
    }

    [Test]
    public async Task A_second_run_is_refused_while_one_works_and_a_lost_connection_is_made_again()
    {
        Scene.Database.Execute("CREATE FUNCTION slow(text) RETURNS text LANGUAGE sql AS 'SELECT $1 FROM pg_sleep(0.0005)'");
        var running = Scene.RunAsync("users", "handle = slow(name)", "handle IS NULL", BackfillScene.Quick with { LargestSize = 50 });
        await BackfillScene.UntilAsync(() => Scene.Ask<long>("SELECT count(handle) FROM users") > 0);

        var second = await Scene.RunAsync("users", "handle = slow(name)", "handle IS NULL");
        Assert.That(second.Verdict, Is.EqualTo(BackfillVerdict.Busy));
        Assert.That(second.Why, Does.StartWith("another session runs users.handle: pid ").And.Contain("(migrationguard backfill users.handle, "));
        for (var cut = 0; cut < 3; cut++)
        {
            Scene.Database.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'migrationguard backfill users.handle' AND datname = current_database()");
            await Task.Delay(150);
        }

        var report = await running;
        Assert.That((report.Verdict, report.Status!.Rows, report.Status.Token), Is.EqualTo((BackfillVerdict.Done, 1000L, 1L)), report.Why);
        Assert.That(Scene.Progress.Select(progress => progress.Note), Has.Some.StartsWith("connects again: terminating connection"));
    }

    [Test]
    public async Task What_an_older_run_still_does_under_its_token_is_not_kept()
    {
        Scene.Database.Execute("CREATE FUNCTION slow(text) RETURNS text LANGUAGE sql AS 'SELECT $1 FROM pg_sleep(0.0005)'");
        var running = Scene.RunAsync("users", "handle = slow(name)", "handle IS NULL", BackfillScene.Quick with { LargestSize = 20 });
        await BackfillScene.UntilAsync(() => Scene.Ask<long>("SELECT count(handle) FROM users") > 0);
        Scene.Database.Execute("UPDATE migration_guard_backfill.backfill SET token = token + 1");

        var report = await running;
        Assert.That((report.Verdict, report.Why), Is.EqualTo((BackfillVerdict.Busy, "another run has taken it over")));
        Assert.That(report.Status!.Rows, Is.EqualTo(Scene.Ask<long>("SELECT count(handle) FROM users")).And.LessThan(1000));
    }

    [Test]
    public async Task It_is_paused_resumed_and_cancelled_from_elsewhere_and_begins_anew_after_that()
    {
        Scene.Database.Execute("CREATE FUNCTION slow(text) RETURNS text LANGUAGE sql AS 'SELECT $1 FROM pg_sleep(0.0005)'");
        var running = Scene.RunAsync("users", "handle = slow(name)", "handle IS NULL", BackfillScene.Quick with { LargestSize = 20 });
        await BackfillScene.UntilAsync(() => Scene.Ask<long>("SELECT count(handle) FROM users") > 0);
        var paused = await Scene.Backfills.AskAsync("users.handle", BackfillWish.Pause, "eve: too many requests", default);
        await Task.Delay(100);
        var rows = Scene.Ask<long>("SELECT count(handle) FROM users");
        await Task.Delay(200);

        Assert.That((paused!.State, paused.Why, Scene.Ask<long>("SELECT count(handle) FROM users")), Is.EqualTo((BackfillState.Paused, "paused by eve: too many requests", rows)));
        await Scene.Backfills.AskAsync("users.handle", BackfillWish.Resume, "eve", default);
        await BackfillScene.UntilAsync(() => Scene.Ask<long>("SELECT count(handle) FROM users") > rows);
        await Scene.Backfills.AskAsync("users.handle", BackfillWish.Cancel, "eve", default);
        var report = await running;
        Assert.That((report.Verdict, report.Why, report.Status!.Rows), Is.EqualTo((BackfillVerdict.Cancelled, "cancelled by eve", Scene.Ask<long>("SELECT count(handle) FROM users"))));

        var again = await Scene.MustAsync("users", "handle = name", "handle IS NULL");
        Assert.That(again.Status!.Rows, Is.EqualTo(1000 - report.Status.Rows));
    }

    [Test]
    public async Task A_paused_one_is_not_run_and_another_definition_is_not_taken_for_it()
    {
        await Scene.RunAsync("users", "handle = (1 / (id - 100))::text", "handle IS NULL");
        Assert.That((await Scene.RunAsync("users", "handle = name", "handle IS NULL")).Verdict, Is.EqualTo(BackfillVerdict.Differs));
        await Scene.Backfills.AskAsync("users.handle", BackfillWish.Pause, "eve", default);
        Assert.That((await Scene.RunAsync("users", "handle = (1 / (id - 100))::text", "handle IS NULL")).Verdict, Is.EqualTo(BackfillVerdict.Paused));
        await Scene.Backfills.AskAsync("users.handle", BackfillWish.Cancel, "eve", default);
        Assert.That((await Scene.MustAsync("users", "handle = name", "handle IS NULL")).Status!.Rows, Is.EqualTo(901));
        Assert.That((await Scene.MustAsync("users", "handle = name", "handle IS NULL")).Why, Is.EqualTo("it was done before, and no row is left to do"));
        Assert.That(await Scene.Backfills.AskAsync("nobody", BackfillWish.Pause, "eve", default), Is.Null);
    }

    [Test]
    public async Task Rows_that_a_trigger_keeps_as_they_are_are_counted_and_named()
    {
        Scene.Database.Execute("CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER keep BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.id IN (3, 5)) EXECUTE FUNCTION keep()");
        var report = await Scene.RunAsync("users", "handle = name", "handle IS NULL");

        Assert.That((report.Verdict, report.Why), Is.EqualTo((BackfillVerdict.Left, "2 rows are still to do after 2 passes, e.g. public.users id = 3; public.users id = 5: who writes them leaves them to do, or a trigger or rule keeps them as they are")));
        Assert.That(report.Status!.Rows, Is.EqualTo(998));
    }

    [Test]
    public async Task An_interrupted_run_goes_on_where_it_was()
    {
        Scene.Database.Execute("CREATE FUNCTION slow(text) RETURNS text LANGUAGE sql AS 'SELECT $1 FROM pg_sleep(0.0005)'");
        var definition = BackfillScene.Definition("users", "handle = slow(name)", "handle IS NULL");
        using var interrupted = new CancellationTokenSource();
        var running = Scene.RunAsync(definition, BackfillScene.Quick with { LargestSize = 20 }, interrupted.Token);
        await BackfillScene.UntilAsync(() => Scene.Ask<long>("SELECT count(handle) FROM users") > 100);
        await interrupted.CancelAsync();

        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        var status = (await Scene.Backfills.ListAsync(default)).Single();
        Assert.That((status.State, status.Rows), Is.EqualTo((BackfillState.Running, Scene.Ask<long>("SELECT count(handle) FROM users"))));
        var report = await Scene.Backfills.RunAsync(new BackfillRequest("users.handle", null, "test") { Settings = BackfillScene.Quick with { Wait = TimeSpan.FromSeconds(5) } }, new Progress<BackfillProgress>(), default);
        Assert.That((report.Verdict, report.Status!.Rows), Is.EqualTo((BackfillVerdict.Done, 1000L)), report.Why);
    }

    [Test]
    public async Task A_guard_that_enforces_lets_it_work_and_neither_its_doctor_nor_the_fingerprint_sees_it()
    {
        await using var guard = new PostgresGuard(Scene.Hold("COMMIT", "guard"));
        await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, default);
        var before = Scene.Ask<string>("SELECT md5(string_agg(s::text, ',' ORDER BY s::text)) FROM migration_guard.snapshot() AS s");

        await Scene.MustAsync("users", "handle = name", "handle IS NULL");

        Assert.That(Scene.Ask<string>("SELECT md5(string_agg(s::text, ',' ORDER BY s::text)) FROM migration_guard.snapshot() AS s"), Is.EqualTo(before));
        Assert.That(await guard.ExamineAsync(default), Is.Empty);
        var removal = await guard.RemoveAsync(default);
        Assert.That((removal.Left, Scene.Ask<bool>("SELECT to_regnamespace('migration_guard_backfill') IS NULL")), Is.EqualTo((Array.Empty<string>(), true)));
    }
}
