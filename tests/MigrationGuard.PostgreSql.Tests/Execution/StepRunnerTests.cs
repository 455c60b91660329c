using MigrationGuard.Execution;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Execution;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class StepRunnerTests(int major)
{
    private const string Records = "SELECT string_agg(format('%s %s:%s %s', number, file, line, done), ', ' ORDER BY number) FROM migration_guard.step";

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
    public async Task Every_step_is_taken_once_and_recorded_with_its_place()
    {
        var run = StepScene.RunOf(
            ("01.sql", """
            -- the new name
            ALTER TABLE users ADD COLUMN handle text;
            CREATE INDEX CONCURRENTLY users_handle ON users (handle);
            """),
            ("02.sql", """
            BEGIN;
            UPDATE users SET handle = username;
            UPDATE counter SET n = n + 1;
            COMMIT;
            """));
        var first = await _scene.Runner().RunNextAsync(run, _scene.Lease, default);

        Assert.That((first.Verdict, first.Steps, first.Total, first.Why), Is.EqualTo((StepVerdict.Done, 1, 3, "01.sql:2: done")));
        Assert.That((await _scene.RunAsync(run)).Verdict, Is.EqualTo(StepVerdict.Done));
        Assert.That(await _scene.RunAsync(run), Is.EqualTo(new StepReport(StepVerdict.Done, 3, 3, "all 3 steps are done")));
        Assert.That(_scene.Ask<string>(Records), Is.EqualTo("1 01.sql:2 t, 2 01.sql:3 t, 3 02.sql:2 t"));
        Assert.That((_scene.Ask<int>("SELECT n FROM counter"), _scene.Ask<long>("SELECT count(handle) FROM users")), Is.EqualTo((1, 100L)));
    }

    [Test]
    public async Task Settings_of_a_file_hold_in_the_sessions_of_its_later_steps()
    {
        _scene.Database.Execute("CREATE SCHEMA shop; CREATE ROLE " + Role + "; GRANT CREATE, USAGE ON SCHEMA shop TO " + Role);
        try
        {
            var report = await _scene.RunAsync(StepScene.RunOf(("01.sql", $"SET search_path = shop; SET ROLE {Role}; SET lock_timeout = 0;\nCREATE TABLE basket (id int);\nCREATE INDEX CONCURRENTLY basket_id ON basket (id);")));

            Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Done), report.Why);
            Assert.That(_scene.Ask<string>("SELECT tableowner::text FROM pg_tables WHERE schemaname = 'shop' AND tablename = 'basket'"), Is.EqualTo(Role));
        }
        finally
        {
            _scene.Database.Execute("DROP SCHEMA shop CASCADE; DROP ROLE " + Role);
        }
    }

    [Test]
    public async Task Who_holds_a_lock_is_named_when_the_attempts_are_used_up()
    {
        var run = StepScene.RunOf(("01.sql", "ALTER TABLE users ADD COLUMN handle text"));
        await using (var reporter = _scene.Hold("SELECT count(*) FROM users", "reporter"))
        {
            var report = await _scene.RunAsync(run);

            Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Retry));
            Assert.That(report.Blockers.Select(blocker => (blocker.ProcessId, blocker.Application, blocker.State)), Is.EqualTo(new[] { (reporter.ProcessID, "reporter", "idle in transaction") }));
            Assert.That(report.Why, Does.Match($@"^01\.sql:1: .*\(55P03\); waited for pid {reporter.ProcessID} \(reporter, \w+\), idle in transaction, query [0-9.]+ s old: .*SELECT count"));
            Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_attribute WHERE attname = 'handle'"), Is.Zero);
        }

        Assert.That((await _scene.RunBehindOthersAsync(run)).Verdict, Is.EqualTo(StepVerdict.Done));
    }

    [Test]
    public async Task A_lock_that_ends_between_two_attempts_is_no_failure()
    {
        var reporter = _scene.Hold("SELECT count(*) FROM users", "reporter");
        var running = _scene.RunAsync(StepScene.RunOf(("01.sql", "ALTER TABLE users ADD COLUMN handle text")), _scene.Runner(new StepSettings { LockTimeout = TimeSpan.FromMilliseconds(100), Attempts = 500, Pause = TimeSpan.FromMilliseconds(20) }));
        await Task.Delay(250);
        Assert.That(running.IsCompleted, Is.False);
        await reporter.DisposeAsync();

        Assert.That((await running).Verdict, Is.EqualTo(StepVerdict.Done));
    }

    [Test]
    public async Task Without_the_youngest_token_nothing_is_run()
    {
        var old = _scene.Lease;
        await _scene.TakeLeaseAsync();

        var run = StepScene.RunOf(("01.sql", "UPDATE counter SET n = n + 1"), ("02.sql", "CREATE INDEX CONCURRENTLY users_name ON users (username)"));
        Assert.ThrowsAsync<LeaseLostException>(() => _scene.Runner().RunNextAsync(run, old, default));
        await _scene.Runner().RunNextAsync(run, _scene.Lease, default);
        Assert.ThrowsAsync<LeaseLostException>(() => _scene.Runner().RunNextAsync(run, old, default));
        Assert.That((_scene.Ask<int>("SELECT n FROM counter"), _scene.Ask<bool>("SELECT to_regclass('users_name') IS NULL")), Is.EqualTo((1, true)));
    }

    [Test]
    public async Task A_lease_that_is_taken_while_a_step_runs_undoes_the_step()
    {
        var old = _scene.Lease;
        var running = _scene.Runner().RunNextAsync(StepScene.RunOf(("01.sql", "BEGIN; UPDATE counter SET n = n + 1; SELECT pg_sleep(0.5); COMMIT;")), old, default);
        await _scene.UntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'migrationguard step%' AND query LIKE '%pg_sleep%' AND datname = current_database())");
        await _scene.TakeLeaseAsync();

        Assert.ThrowsAsync<LeaseLostException>(() => running);
        Assert.That((_scene.Ask<int>("SELECT n FROM counter"), _scene.Ask<long>("SELECT count(*) FROM migration_guard.step")), Is.EqualTo((0, 0L)));
    }

    [Test]
    public async Task A_file_that_was_changed_after_a_step_of_it_is_refused()
    {
        const string more = ";\nUPDATE counter SET n = n / 0";
        await _scene.RunAsync(StepScene.RunOf(("01.sql", "UPDATE counter SET n = n + 1" + more)));
        var changed = await _scene.RunAsync(StepScene.RunOf(("01.sql", "UPDATE counter SET n = n + 1;\nSELECT 1")));
        var gone = await _scene.RunAsync(StepScene.RunOf(("02.sql", "SELECT 1")));
        var moved = await _scene.RunAsync(StepScene.RunOf(("00.sql", "SELECT 1"), ("01.sql", "UPDATE counter SET n = n + 1" + more)));

        Assert.That(new[] { changed.Verdict, gone.Verdict, moved.Verdict }, Is.All.EqualTo(StepVerdict.Failed));
        Assert.That(changed.Why, Does.StartWith("01.sql was changed after its statement in line 1 was run for this release (sha256:"));
        Assert.That(gone.Why, Does.StartWith("01.sql is gone"));
        Assert.That(moved.Why, Does.StartWith("files were added, removed or renamed before 01.sql:1"));
        Assert.That(_scene.Ask<int>("SELECT n FROM counter"), Is.EqualTo(1));
    }

    [Test]
    public async Task Errors_of_the_grammar_are_found_with_their_places_before_anything_runs()
    {
        var report = await _scene.RunAsync(StepScene.RunOf(
            ("01.sql", "UPDATE counter SET n = n + 1;\nINSERT INTO users (id, handle) VALUES (1, 2)"),
            ("expand/02.sql", "ALTER TABLE users\n    ADD COLUM handle text;\n\nSELECT 'it' FRM users")));

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Failed));
        Assert.That(report.Why.Split('\n'), Is.EqualTo(new[] { "expand/02.sql:2: syntax error at or near \"text\" (42601)", "expand/02.sql:4: syntax error at or near \"users\" (42601)" }));
        Assert.That(_scene.Ask<int>("SELECT n FROM counter"), Is.Zero);
    }

    [Test]
    public async Task What_the_server_refuses_fails_with_its_line_and_can_be_run_when_the_cause_is_gone()
    {
        var run = StepScene.RunOf(("01.sql", "BEGIN;\nUPDATE counter SET n = n + 1;\nUPDATE users\n    SET username = missing;\nCOMMIT;"));
        var report = await _scene.RunAsync(run);

        Assert.That((report.Verdict, report.Why), Is.EqualTo((StepVerdict.Failed, "01.sql:4: column \"missing\" does not exist (42703)")));
        _scene.Database.Execute("ALTER TABLE users ADD COLUMN missing text");
        Assert.That((await _scene.RunAsync(run)).Verdict, Is.EqualTo(StepVerdict.Done));
        Assert.That(_scene.Ask<int>("SELECT n FROM counter"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_statement_that_takes_too_long_fails()
    {
        var report = await _scene.RunAsync(StepScene.RunOf(("01.sql", "SELECT pg_sleep(20)")), _scene.Runner(new StepSettings { StatementTimeout = TimeSpan.FromMilliseconds(200) }));

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Failed));
        Assert.That(report.Why, Does.EndWith("(57014); it may take 0.2 s"));
    }

    [Test]
    public async Task An_index_of_which_the_build_fails_is_not_left_behind()
    {
        _scene.Database.Execute("UPDATE users SET username = 'same'");
        var run = StepScene.RunOf(("01.sql", "CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (username)"));
        var report = await _scene.RunAsync(run);

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Failed), report.Why);
        Assert.That(report.Why, Does.Contain("(23505)"));
        Assert.That(_scene.Ask<bool>("SELECT to_regclass('users_name') IS NULL AND NOT EXISTS (SELECT FROM migration_guard.step)"), Is.True);
        _scene.Database.Execute("UPDATE users SET username = id");
        Assert.That((await _scene.RunAsync(run)).Verdict, Is.EqualTo(StepVerdict.Done));
    }

    [TestCase("CREATE INDEX CONCURRENTLY users_name ON users (username)", "index public.users_name exists already")]
    [TestCase("CREATE INDEX CONCURRENTLY IF NOT EXISTS broken ON users (username)", "index public.broken exists and is not valid")]
    public async Task An_index_that_somebody_else_left_is_not_touched(string sql, string why)
    {
        _scene.Database.Execute("CREATE INDEX users_name ON users (username); CREATE INDEX broken ON users (username); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass");
        var report = await _scene.RunAsync(StepScene.RunOf(("01.sql", sql)));

        Assert.That((report.Verdict, _scene.Ask<long>("SELECT count(*) FROM migration_guard.step")), Is.EqualTo((StepVerdict.Failed, 0L)));
        Assert.That(report.Why, Does.StartWith("01.sql:1: " + why));
    }

    [Test]
    public async Task A_file_cannot_wait_longer_for_locks_than_it_may()
    {
        await using var reporter = _scene.Hold("SELECT count(*) FROM users", "reporter");
        var report = await _scene.RunAsync(StepScene.RunOf(("01.sql", "BEGIN; SET LOCAL lock_timeout = 0; ALTER TABLE users ADD COLUMN handle text; COMMIT")));

        Assert.That((report.Verdict, report.Why.Contains("(55P03)", StringComparison.Ordinal)), Is.EqualTo((StepVerdict.Retry, true)), report.Why);
    }

    [Test]
    public async Task What_the_guard_refuses_fails_with_the_statement_that_needs_it()
    {
        _scene.Database.Execute($"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{GuardScene.App}') THEN CREATE ROLE {GuardScene.App} LOGIN; END IF; END $$; GRANT SELECT ON users TO {GuardScene.App}");
        using (var connection = _scene.Database.Open())
        {
            GuardScene.Publish(connection, "4.2.0", ["SELECT username FROM users"], [[]]);
            GuardScene.Run(connection, "SELECT migration_guard.set_version_state('webshop', '4.2.0', 'live', NULL, NULL)");
        }

        var report = await _scene.RunAsync(StepScene.RunOf(("01.sql", "ALTER TABLE users DROP COLUMN username")));

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Failed));
        Assert.That(report.Why, Does.StartWith("01.sql:1: refused: version 4.2.0 of webshop").And.Contain("(MG001)").And.Contain("Orders/UserStore.cs:42: SELECT username FROM users"));
        Assert.That(_scene.Ask<long>("SELECT count(username) FROM users"), Is.EqualTo(100));
    }

    [Test]
    public async Task A_role_that_may_run_releases_and_owns_its_tables_needs_no_more()
    {
        _scene.Database.Execute($"CREATE ROLE {Role} LOGIN; GRANT migration_guard_releaser TO {Role}; GRANT CREATE ON SCHEMA public TO {Role}; ALTER TABLE users OWNER TO {Role}");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(_scene.Database.ConnectionString) { Username = Role }.ConnectionString;
            var run = StepScene.RunOf(("01.sql", "ALTER TABLE users ADD COLUMN handle text;\nCREATE INDEX CONCURRENTLY users_handle ON users (handle)"));
            var judgement = await new PostgresChangeJudge(connection, new StepSettings()).JudgeAsync(run.Plan.Steps, default);
            var report = await _scene.RunAsync(run with { Judged = UnknownPolicy.Refuse }, new PostgresStepRunner(connection, new StepSettings()));

            Assert.That((judgement.Unjudged, report.Verdict), Is.EqualTo(((string?)null, StepVerdict.Done)), report.Why);
        }
        finally
        {
            _scene.Database.Execute($"ALTER TABLE users OWNER TO CURRENT_USER; DROP OWNED BY {Role}; DROP ROLE {Role}");
        }
    }

    [Test]
    public void Without_a_guard_it_is_said_what_to_do()
    {
        using var empty = PostgresServer.Get(major).CreateDatabase();
        var runner = new PostgresStepRunner(new NpgsqlConnectionStringBuilder(empty.ConnectionString) { Pooling = false }.ConnectionString, new StepSettings());

        Assert.That(Assert.ThrowsAsync<DatabaseException>(() => runner.RunNextAsync(StepScene.RunOf(("01.sql", "SELECT 1")), _scene.Lease, default))!.Hint, Does.Contain("guard install"));
    }

    private string Role => FormattableString.Invariant($"steps_{major}_{Environment.ProcessId}");
}
