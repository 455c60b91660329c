using System.Diagnostics;
using MigrationGuard.Execution;
using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Execution;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class CrashedStepTests(int major)
{
    private const string Index = "CREATE INDEX CONCURRENTLY users_name ON users (username)";

    private StepScene _scene = null!;

    [SetUp]
    public async Task Create() => _scene = await StepScene.CreateAsync(major);

    [TearDown]
    public async Task Remove()
    {
        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }
    }

    [Test]
    public async Task A_killed_transaction_is_waited_for_and_run_once()
    {
        const string sql = "UPDATE users SET username = 'a' WHERE id = 1;\nBEGIN;\nUPDATE counter SET n = n + 1;\nSELECT pg_sleep(0.7);\nCOMMIT;";
        await KillAsync(sql, "pg_sleep(0.7)");
        var first = await _scene.Runner().RunNextAsync(StepScene.RunOf(("01.sql", sql)), _scene.Lease, default);

        Assert.That(first.Verdict, Is.EqualTo(StepVerdict.Retry), first.Why);
        Assert.That(first.Why, Does.Match(@"^01\.sql:3: another session still runs a step here, and a second one is not begun: pid \d+ \(migrationguard step 1 webshop-4\.3\.0, \w+\), active, query [0-9.]+ s old: SELECT pg_sleep\(0\.7\)$"));
        Assert.That((await _scene.RunBehindOthersAsync(StepScene.RunOf(("01.sql", sql)))).Verdict, Is.EqualTo(StepVerdict.Done));
        Assert.That(_scene.Ask<int>("SELECT n FROM counter"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_index_that_outlives_its_killed_builder_is_waited_for_and_taken_as_done()
    {
        await using (_scene.Hold("UPDATE users SET username = 'b' WHERE id = 2", "writer"))
        {
            await KillAsync(Index, "CREATE INDEX CONCURRENTLY");
            Assert.That((await _scene.Runner().RunNextAsync(StepScene.RunOf(("01.sql", Index)), _scene.Lease, default)).Verdict, Is.EqualTo(StepVerdict.Retry));
        }

        await _scene.UntilAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('users_name')");
        var oid = _scene.Ask<uint>("SELECT 'users_name'::regclass::oid");
        var report = await _scene.RunBehindOthersAsync(StepScene.RunOf(("01.sql", Index)));

        Assert.That((report.Verdict, report.Why), Is.EqualTo((StepVerdict.Done, "01.sql:1: done by a run that did not live to record it")));
        Assert.That(_scene.Ask<uint>("SELECT 'users_name'::regclass::oid"), Is.EqualTo(oid));
    }

    [Test]
    public async Task An_index_that_died_with_its_builder_is_dropped_and_built_anew()
    {
        await using (_scene.Hold("UPDATE users SET username = 'b' WHERE id = 2", "writer"))
        {
            await KillAsync(Index, "CREATE INDEX CONCURRENTLY");
            _scene.Database.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'migrationguard step%'");
        }

        Assert.That(_scene.Ask<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('users_name')"), Is.False);
        var report = await _scene.RunBehindOthersAsync(StepScene.RunOf(("01.sql", Index)));

        Assert.That((report.Verdict, report.Why), Is.EqualTo((StepVerdict.Done, "01.sql:1: done")));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_index WHERE indrelid = 'users'::regclass AND indisvalid"), Is.EqualTo(2));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), Is.Zero);
    }

    [Test]
    public async Task An_index_build_that_waits_too_long_is_cleaned_up_by_the_next_attempt()
    {
        await using (_scene.Hold("UPDATE users SET username = 'b' WHERE id = 2", "writer"))
        {
            var report = await _scene.RunAsync(StepScene.RunOf(("01.sql", Index)));
            Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Retry), report.Why);
            Assert.That(report.Blockers.Select(blocker => blocker.Application), Is.EqualTo(new[] { "writer" }));
        }

        Assert.That((await _scene.RunBehindOthersAsync(StepScene.RunOf(("01.sql", Index)))).Verdict, Is.EqualTo(StepVerdict.Done));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), Is.Zero);
    }

    [TestCase("CREATE INDEX CONCURRENTLY users_name ON users (username)", "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('users_name')")]
    [TestCase("CREATE INDEX CONCURRENTLY the_name_of_this_index_is_longer_than_the_sixty_three_bytes_that_are_kept ON users (username)", "SELECT indisvalid FROM pg_index WHERE indexrelid = 'the_name_of_this_index_is_longer_than_the_sixty_three_bytes_that'::regclass")]
    [TestCase("DROP INDEX CONCURRENTLY missing", "SELECT to_regclass('missing') IS NULL")]
    [TestCase("DROP INDEX CONCURRENTLY there", "SELECT to_regclass('there') IS NULL")]
    [TestCase("ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY", "SELECT NOT EXISTS (SELECT FROM pg_inherits)")]
    [TestCase("VACUUM users", "SELECT true")]
    public async Task A_beginning_without_an_end_is_looked_for_in_the_catalogs_and_brought_to_its_end(string sql, string effect)
    {
        var report = await _scene.RunAsync(Begin(sql));

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Done), report.Why);
        Assert.That((_scene.Ask<bool>(effect), _scene.Ask<bool>("SELECT done FROM migration_guard.step")), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task What_the_catalogs_do_not_tell_is_left_to_a_person()
    {
        var report = await _scene.RunAsync(Begin("CREATE DATABASE elsewhere"));

        Assert.That((report.Verdict, report.Why), Is.EqualTo((StepVerdict.Unclear, "01.sql:1: it was begun, nobody saw its end, and the catalogs do not tell. Look whether it happened, "
            + "then set done in migration_guard.step, or delete the row, where release = 'webshop-4.3.0', phase = 'expand', number = 1")));
        Assert.That(_scene.Ask<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'elsewhere')"), Is.False);
    }

    [Test]
    public async Task A_block_that_fails_behind_a_commit_is_not_run_again_by_itself()
    {
        var run = StepScene.RunOf(("01.sql", "DO $$ BEGIN UPDATE counter SET n = n + 1; COMMIT; LOCK TABLE users; END $$"));
        await using (_scene.Hold("SELECT count(*) FROM users", "reporter"))
        {
            var report = await _scene.RunAsync(run);
            Assert.That((report.Verdict, _scene.Ask<int>("SELECT n FROM counter")), Is.EqualTo((StepVerdict.Failed, 1)));
            Assert.That(report.Why, Does.Contain("(55P03)").And.Contain("what the block committed before is kept"));
        }

        await _scene.UntilAsync("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'reporter')");
        Assert.That((await _scene.RunAsync(run)).Verdict, Is.EqualTo(StepVerdict.Done));
        Assert.That(_scene.Ask<int>("SELECT n FROM counter"), Is.EqualTo(2));
    }

    private StepRun Begin(string sql)
    {
        var run = StepScene.RunOf(("01.sql", sql));
        _scene.Database.Execute($"""
            CREATE INDEX there ON users (username);
            CREATE TABLE events (id int) PARTITION BY LIST (id);
            CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
            INSERT INTO migration_guard.step (release, phase, number, file, line, file_digest, digest, done, token)
            VALUES ('webshop-4.3.0', 'expand', 1, '01.sql', 1, '{run.Plan.Files[0].Digest}', '', false, 0)
            """);
        return run;
    }

    private async Task KillAsync(string sql, string when)
    {
        using (var child = StepChild.Start(_scene, sql))
        {
            await _scene.UntilAsync($"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'migrationguard step%' AND wait_event_type IN ('Lock', 'Timeout') AND query LIKE '%{when}%')");
            child.Kill();
            await child.WaitForExitAsync();
        }

        await _scene.TakeLeaseAsync();
    }
}
