using MigrationGuard.Classifying;
using MigrationGuard.Collections;
using MigrationGuard.Migrations;
using MigrationGuard.Pending;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Postgres.Pending;
using MigrationGuard.Rules;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Pending;

[TestFixture(15)]
[TestFixture(18)]
public sealed class RunGuardTests(int major)
{
    [Test]
    public async Task A_run_that_removes_what_a_live_version_uses_is_refused_and_names_it()
    {
        using var scene = await GuardScene.CreateAsync(major);

        var judgement = await Judge(scene.Database, "ALTER TABLE orders ADD COLUMN note text", "ALTER TABLE users DROP COLUMN username");

        var finding = judgement.Migrations[1].Findings.Single(finding => finding.Rule.Id == "MG0701");
        Assert.Multiple(() =>
        {
            Assert.That(judgement.Decision, Is.EqualTo(RunDecision.Refused));
            Assert.That(judgement.Live, Is.EqualTo(new[] { "4.2.0" }));
            Assert.That(judgement.Migrations[0].Findings.Where(found => found.Severity == Severity.Error), Is.Empty);
            Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
            Assert.That(finding.Effect, Does.Contain("4.2.0: 3 statements, e.g. Orders/UserStore.cs:42"));
        });
    }

    [Test]
    public async Task The_same_run_may_begin_when_no_live_version_needs_it_any_more()
    {
        using var scene = await GuardScene.CreateAsync(major);
        scene.Publish("4.3.0", ["SELECT id FROM users WHERE id = $1"], [["integer"]]);
        scene.Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, NULL)");

        var judgement = await Judge(scene.Database, "ALTER TABLE orders ADD COLUMN note text", "ALTER TABLE users DROP COLUMN username");

        Assert.That((judgement.Decision, judgement.Live[0]), Is.EqualTo((RunDecision.Run, "4.3.0")), RunText.Of(Run(), judgement));
    }

    [Test]
    public async Task The_way_back_is_judged_as_what_runs_next()
    {
        using var scene = await GuardScene.CreateAsync(major);

        var judgement = await Guard(scene.Database).JudgeAsync(Run(Read(0, "ALTER TABLE users DROP COLUMN username") with { Direction = Direction.Down }), default);

        Assert.That(judgement.Migrations[0].Findings.Select(finding => finding.Rule.Id), Has.Member("MG0701"));
        Assert.That(judgement.Decision, Is.EqualTo(RunDecision.Refused));
    }

    [Test]
    public async Task A_limit_for_locks_is_missed_only_where_the_hook_sets_none()
    {
        using var scene = await GuardScene.CreateAsync(major);
        var run = Run(Read(0, "ALTER TABLE orders ADD COLUMN note text"));

        var limited = await Guard(scene.Database).JudgeAsync(run, default);
        var unlimited = await new PostgresRunGuard(scene.Database.ConnectionString, new() { LockTimeout = TimeSpan.Zero }).JudgeAsync(run, default);

        Assert.That(limited.Migrations[0].Findings.Select(finding => finding.Rule.Id), Has.No.Member("MG0501"));
        Assert.That(unlimited.Migrations[0].Findings.Select(finding => finding.Rule.Id), Has.Member("MG0501"));
    }

    [Test]
    public async Task A_declared_contract_waits_for_nobody_in_a_runner()
    {
        using var scene = await GuardScene.CreateAsync(major);

        var judgement = await Guard(scene.Database).JudgeAsync(Run(Read(0, "ALTER TABLE users DROP COLUMN username") with { DeclaredPhase = Phase.Contract }), default);

        Assert.That(judgement.Decision, Is.EqualTo(RunDecision.Refused));
    }

    [Test]
    public async Task Without_a_ledger_a_removal_is_refused_and_an_addition_runs()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute("CREATE TABLE users (id int PRIMARY KEY, username text)");

        var removal = await Judge(database, "ALTER TABLE users DROP COLUMN username");
        var addition = await Judge(database, "ALTER TABLE users ADD COLUMN handle text");

        Assert.Multiple(() =>
        {
            Assert.That(removal.Decision, Is.EqualTo(RunDecision.Refused));
            Assert.That(removal.Reasons, Has.One.Contains("migrationguard guard install"));
            Assert.That(addition.Decision, Is.EqualTo(RunDecision.Run), RunText.Of(Run(), addition));
        });
    }

    [Test]
    public async Task A_history_may_be_replayed_into_an_empty_database_whatever_it_removes_again()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();

        var judgement = await Judge(
            database,
            "CREATE TABLE users (id int PRIMARY KEY, username text); CREATE INDEX by_name ON users (username)",
            "ALTER TABLE users ADD COLUMN handle text; UPDATE users SET handle = username; ALTER TABLE users DROP COLUMN username",
            "ALTER TABLE users ALTER COLUMN handle SET NOT NULL; ALTER TABLE users ALTER COLUMN handle TYPE varchar(20)",
            "DROP TABLE users");

        Assert.That(judgement.Decision, Is.EqualTo(RunDecision.Run), RunText.Of(Run(), judgement));
    }

    [Test]
    public async Task A_table_that_the_run_makes_is_empty_until_the_run_fills_it()
    {
        using var scene = await GuardScene.CreateAsync(major);

        var empty = await Judge(scene.Database, "CREATE TABLE coupons (id int PRIMARY KEY, code text)", "CREATE INDEX by_code ON coupons (code)", "ALTER TABLE coupons DROP COLUMN code");
        var filled = await Judge(
            scene.Database, "CREATE TABLE coupons (id int PRIMARY KEY, code text)", "INSERT INTO coupons SELECT id, username FROM users", "CREATE INDEX by_code ON coupons (code)");

        Assert.That(empty.Decision, Is.EqualTo(RunDecision.Run), RunText.Of(Run(), empty));
        Assert.That(filled.Migrations[2].Findings.Select(finding => finding.Rule.Id), Does.Contain("MG0101"));
    }

    [Test]
    public async Task A_database_that_is_not_there_yet_has_nothing_to_lose()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        var missing = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "not_there_yet" }.ConnectionString;

        var judgement = await new PostgresRunGuard(missing, new()).JudgeAsync(Run(Read(0, "CREATE TABLE users (id int)")), default);

        Assert.That((judgement.Decision, judgement.Reasons[0]), Is.EqualTo((RunDecision.Run, "the database does not exist yet")));
    }

    [Test]
    public async Task What_could_not_be_collected_or_read_is_unknown()
    {
        using var scene = await GuardScene.CreateAsync(major);
        var added = Read(0, "ALTER TABLE orders ADD COLUMN note text");

        var problem = await Guard(scene.Database).JudgeAsync(Run(added) with { Problems = new([new(added.Id, "Schema.Table(\"x\").Exists() was asked")]) }, default);
        var unread = await Judge(scene.Database, "DO $$ BEGIN EXECUTE current_setting('my.sql'); END $$");

        Assert.Multiple(() =>
        {
            Assert.That((problem.Decision, problem.Reasons[0]), Is.EqualTo((RunDecision.Unknown, "0_step0: Schema.Table(\"x\").Exists() was asked")));
            Assert.That(unread.Decision, Is.EqualTo(RunDecision.Unknown));
        });
    }

    [Test]
    public async Task A_table_that_is_only_named_at_run_time_may_be_any()
    {
        using var scene = await GuardScene.CreateAsync(major);

        var judgement = await Judge(scene.Database, "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || current_setting('my.table') || ' DROP COLUMN username'; END $$");

        Assert.That(judgement.Decision, Is.EqualTo(RunDecision.Refused));
    }

    [Test]
    public async Task The_runners_own_tables_are_exempt()
    {
        using var scene = await GuardScene.CreateAsync(major);
        scene.Database.Execute("CREATE TABLE \"VersionInfo\" (\"Version\" bigint NOT NULL, gone text)");
        var run = Run(Read(0, "ALTER TABLE \"VersionInfo\" DROP COLUMN gone"));

        var judged = await Guard(scene.Database).JudgeAsync(run, default);
        var own = await Guard(scene.Database).JudgeAsync(run with { OwnTables = new(["VersionInfo"]) }, default);

        // No manifest names it: the same removal is allowed for that reason, so the difference shows in what was judged.
        Assert.That((judged.Migrations[0].Steps.Count, own.Migrations[0].Steps.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_database_that_does_not_answer_is_unreachable()
    {
        var judgement = await new PostgresRunGuard("Host=127.0.0.1;Port=1;Database=x;Username=y", new()).JudgeAsync(Run(Read(0, "SELECT 1")), default);

        Assert.That((judgement.Decision, judgement.Reasons.Count), Is.EqualTo((RunDecision.Unreachable, 1)));
    }

    [Test]
    public async Task A_role_that_may_not_read_the_ledger_is_told_which_grant_is_missing()
    {
        using var scene = await GuardScene.CreateAsync(major);

        var judgement = await As(scene, GuardScene.Migrator).JudgeAsync(Run(Read(0, "ALTER TABLE users DROP COLUMN username")), default);

        Assert.That(judgement.Decision, Is.EqualTo(RunDecision.Refused));
        Assert.That(judgement.Reasons, Has.One.Contains("GRANT migration_guard_reader TO guard_test_migrator"));
    }

    [Test]
    public async Task What_was_applied_stands_in_the_log_with_its_phase()
    {
        using var scene = await GuardScene.CreateAsync(major);
        var run = Run(Read(0, "ALTER TABLE orders ADD COLUMN note text"));
        var judgement = await Guard(scene.Database).JudgeAsync(run, default);

        var fault = await Guard(scene.Database).ReportAsync(run, [run.Migrations[0].Id], judgement, default);
        var refused = await As(scene, GuardScene.App).ReportAsync(run, [run.Migrations[0].Id], judgement, default);

        Assert.Multiple(() =>
        {
            Assert.That(fault, Is.Null);
            Assert.That(
                Ask(scene.Database, "SELECT subject || ': ' || (details #>> '{migrations,0,id}') || ' ' || (details #>> '{migrations,0,phase}') FROM migration_guard.log WHERE event = 'applied'"),
                Is.EqualTo("test 1.0: 0_step0 expand"));
            Assert.That(refused, Does.Contain("GRANT migration_guard_publisher TO guard_test_app"));
        });
    }

    [Test]
    public async Task A_lock_that_is_not_to_be_had_is_busy_and_a_mistake_is_not()
    {
        using var scene = await GuardScene.CreateAsync(major);
        var guard = Guard(scene.Database);
        using var holder = scene.Database.Open();
        GuardScene.Run(holder, "BEGIN; LOCK TABLE spare");
        using var session = scene.Database.Open();

        GuardScene.Run(session, guard.LimitLocks(TimeSpan.FromMilliseconds(50)));
        var locked = Assert.Throws<PostgresException>(() => GuardScene.Run(session, "TABLE spare"))!;
        var wrong = Assert.Throws<PostgresException>(() => GuardScene.Run(session, "SELECT nothing"))!;

        Assert.That((guard.IsBusy(new InvalidOperationException("x", locked)), guard.IsBusy(wrong)), Is.EqualTo((true, false)));
    }

    private static PostgresRunGuard Guard(PostgresDatabase database) => new(database.ConnectionString, new());

    private static PostgresRunGuard As(GuardScene scene, string role)
        => new(new NpgsqlConnectionStringBuilder(scene.Database.ConnectionString) { Username = role, Pooling = false }.ConnectionString, new());

    private static Task<RunJudgement> Judge(PostgresDatabase database, params string[] migrations)
        => Guard(database).JudgeAsync(Run([.. migrations.Select((sql, number) => Read(number, sql))]), default);

    private static PendingRun Run(params Migration[] migrations) => new("test 1.0", new EquatableList<Migration>(migrations));

    private static Migration Read(int number, string sql)
    {
        var path = FormattableString.Invariant($"Step{number}");
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource(path, sql, 0, sql.Length));
        return new Migration
        {
            Id = new MigrationId(FormattableString.Invariant($"{number}"), FormattableString.Invariant($"step{number}")),
            Path = path,
            Steps = script.Steps,
            StatementCount = script.StatementCount,
        };
    }

    private static object? Ask(PostgresDatabase database, string sql)
    {
        using var connection = database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
