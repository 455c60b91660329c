using System.Diagnostics;
using MigrationGuard.Execution;
using MigrationGuard.Guarding;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Proofs;
using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Execution;

/// <summary>The guard only observes; the steps are judged all the same.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class JudgedStepTests(int major)
{
    private const string Judge = "CREATE OR REPLACE FUNCTION migration_guard.judge_change(budget interval) RETURNS TABLE (version integer, statement bigint, verdict text, sqlstate text, message text, cause text, differences jsonb) LANGUAGE plpgsql SECURITY DEFINER AS ";

    private StepScene _scene = null!;

    [SetUp]
    public async Task Create()
    {
        _scene = await StepScene.CreateAsync(major);
        _scene.Database.Execute($"""
            UPDATE migration_guard.setting SET mode = 'observe';
            DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{GuardScene.App}') THEN CREATE ROLE {GuardScene.App} LOGIN; END IF; END $$;
            GRANT SELECT ON users TO {GuardScene.App};
            """);
        using var connection = _scene.Database.Open();
        GuardScene.Publish(connection, "4.2.0", ["SELECT username FROM users"], [[]]);
        GuardScene.Run(connection, "SELECT migration_guard.set_version_state('webshop', '4.2.0', 'live', NULL, NULL)");
    }

    [TearDown]
    public async Task Remove()
    {
        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }
    }

    [TestCase(UnknownPolicy.Refuse)]
    [TestCase(UnknownPolicy.Log)]
    public async Task What_breaks_a_live_version_is_rolled_back_with_the_statement(UnknownPolicy unknown)
    {
        var report = await RunAsync("ALTER TABLE users RENAME username TO handle", unknown);

        Assert.That((report.Verdict, report.Why), Is.EqualTo((StepVerdict.Failed, "01.sql:1: nothing was changed, for a version that can have traffic would break")));
        Assert.That(report.Findings.Select(finding => (finding.Version.Label, finding.Proof.Verdict, finding.Proof.Statement.Text)), Is.EqualTo(new[] { ("4.2.0", ProofVerdict.Fail, "SELECT username FROM users") }));
        AssertNothingHappened();
    }

    [Test]
    public async Task What_no_version_needs_is_done_without_a_word()
    {
        var report = await RunAsync("ALTER TABLE users ADD COLUMN handle text");
        Assert.That((report.Verdict, report.Why, report.Findings.Count), Is.EqualTo((StepVerdict.Done, "01.sql:1: done", 0)));
    }

    [TestCase("BEGIN PERFORM pg_sleep(30); END", "canceling statement due to statement timeout (57014); the judgement may take 0.3 s")]
    [TestCase("BEGIN RAISE EXCEPTION 'no judge today'; END", "no judge today (P0001); 'migrationguard doctor' says")]
    public async Task A_step_that_cannot_be_judged_is_rolled_back_where_the_unknown_is_refused(string body, string why)
    {
        _scene.Database.Execute($"{Judge}$${body}$$");
        var report = await RunAsync("ALTER TABLE users ADD COLUMN handle text", settings: Settings with { JudgementBudget = TimeSpan.FromMilliseconds(300) });

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Failed));
        Assert.That(report.Why, Does.StartWith("01.sql:1: nothing was changed, for it is not known whether a version that can have traffic would break: " + why));
        AssertNothingHappened();
    }

    [Test]
    public async Task A_statement_for_which_the_budget_was_not_enough_is_not_known()
    {
        var report = await RunAsync("ALTER TABLE users RENAME username TO handle", settings: Settings with { JudgementBudget = TimeSpan.FromMilliseconds(1) });

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Failed));
        Assert.That(report.Why, Does.StartWith("01.sql:1: nothing was changed, for it is not known whether"));
        AssertNothingHappened();
    }

    [Test]
    public async Task A_step_that_cannot_be_judged_is_done_and_named_where_the_unknown_is_logged()
    {
        _scene.Database.Execute($"{Judge}$$BEGIN RAISE EXCEPTION 'no judge today'; END$$");
        var report = await RunAsync("ALTER TABLE users ADD COLUMN handle text", UnknownPolicy.Log);

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Done));
        Assert.That(report.Why, Does.StartWith("01.sql:1: done, and it is not known whether a version that can have traffic would break: no judge today"));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'handle'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_lock_that_keeps_it_from_being_judged_is_tried_again_and_not_passed_over()
    {
        _scene.Database.Execute($"{Judge}$$BEGIN RAISE EXCEPTION 'somebody has it' USING ERRCODE = '55P03'; END$$");
        var report = await RunAsync("ALTER TABLE users ADD COLUMN handle text", UnknownPolicy.Log);

        Assert.That((report.Verdict, report.Why), Is.EqualTo((StepVerdict.Retry, "01.sql:1: somebody has it (55P03)")));
        AssertNothingHappened();
    }

    [Test]
    public async Task The_body_of_a_step_runs_once()
    {
        _scene.Database.Execute("CREATE SEQUENCE runs");
        var report = await RunAsync("BEGIN; ALTER TABLE users ADD COLUMN handle text; UPDATE counter SET n = nextval('runs'); COMMIT");

        Assert.That(report.Verdict, Is.EqualTo(StepVerdict.Done), report.Why);
        Assert.That((_scene.Ask<int>("SELECT n FROM counter"), _scene.Ask<long>("SELECT last_value FROM runs")), Is.EqualTo((1, 1L)));
    }

    [Test]
    public async Task Data_are_changed_without_a_judgement_unless_the_schema_changes_with_them()
    {
        _scene.Database.Execute($"{Judge}$$BEGIN RAISE EXCEPTION 'no judge today'; END$$");
        _scene.Database.Execute("CREATE FUNCTION sly() RETURNS int LANGUAGE plpgsql AS $$BEGIN ALTER TABLE users ADD COLUMN handle text; RETURN 1; END$$");
        var data = await RunAsync("BEGIN; SET LOCAL work_mem = '8MB'; UPDATE counter SET n = n + 1; INSERT INTO counter VALUES (5); DELETE FROM counter WHERE n = 5; COMMIT");
        var sly = await RunAsync("UPDATE counter SET n = n + sly()", release: "sly");

        Assert.That((data.Verdict, data.Why), Is.EqualTo((StepVerdict.Done, "01.sql:1: done")));
        Assert.That(sly.Why, Does.Contain("no judge today"));
        Assert.That(_scene.Ask<int>("SELECT n FROM counter"), Is.EqualTo(1));
    }

    [Test]
    public async Task Going_back_does_not_wait_for_a_judgement()
    {
        _scene.Database.Execute($"{Judge}$$BEGIN PERFORM pg_sleep(4); END$$");
        var running = _scene.Runner(Settings with { JudgementBudget = TimeSpan.FromSeconds(5) }).RunNextAsync(Run("ALTER TABLE users ADD COLUMN handle text", UnknownPolicy.Refuse, "r"), _scene.Lease, default);
        await _scene.UntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%judge_change%' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database())");
        var clock = Stopwatch.StartNew();
        await _scene.TakeLeaseAsync("somebody else");

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1.5)));
        Assert.ThrowsAsync<Ledgers.LeaseLostException>(() => running);
        AssertNothingHappened();
    }

    private static StepSettings Settings => new() { LockTimeout = TimeSpan.FromMilliseconds(500), Attempts = 2, Pause = TimeSpan.FromMilliseconds(20), JudgementBudget = TimeSpan.FromSeconds(20) };

    private static StepRun Run(string sql, UnknownPolicy unknown, string release) =>
        new(release, "expand", StepPlan.Read([new MigrationFile("01.sql", sql)])) { Judged = unknown };

    private Task<StepReport> RunAsync(string sql, UnknownPolicy unknown = UnknownPolicy.Refuse, string release = "r", StepSettings? settings = null) =>
        _scene.Runner(settings ?? Settings).RunNextAsync(Run(sql, unknown, release), _scene.Lease, default);

    private void AssertNothingHappened() => Assert.That(
        (_scene.Ask<string>("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0"), _scene.Ask<long>("SELECT count(*) FROM migration_guard.step")),
        Is.EqualTo(("id,username", 0L)));
}
