using MigrationGuard.Guarding;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class DecisionTests(int major)
{
    private const string Rename = "ALTER TABLE users RENAME username TO handle";

    private GuardScene _scene = null!;

    [SetUp]
    public async Task Install() => _scene = await GuardScene.CreateAsync(major);

    [TearDown]
    public void Remove() => _scene?.Dispose();

    [Test]
    public void The_error_names_version_window_statements_source_and_ways_on()
    {
        var error = _scene.Try(GuardScene.Migrator, Rename)!;

        Assert.That(error.MessageText, Is.EqualTo("refused: version 4.2.0 of webshop (live until 2031-12-24 00:00 UTC) cannot run 3 of 6 statements after this change"));
        Assert.That(error.Detail, Does.Contain("Orders/UserStore.cs:42: SELECT id, username FROM users WHERE id = $1").And.Contain("column \"username\" does not exist (42703)"));
        Assert.That(error.Hint, Does.Contain("versions retire 4.2.0 --service webshop").And.Contain("migration_guard.break_glass = 'TICKET: reason'"));
    }

    [Test]
    public void A_change_that_cannot_be_judged_is_refused_until_an_approver_takes_the_responsibility()
    {
        const string Index = "CREATE INDEX users_email ON users (upper(email))";
        var error = _scene.Try(GuardScene.Migrator, Index)!;
        var accept = error.Hint!.Split('\n').First(line => line.Contains("migration_guard.accept", StringComparison.Ordinal));

        Assert.That(error.SqlState, Is.EqualTo("MG002"), error.MessageText);
        Assert.That(error.MessageText, Does.StartWith("refused: it is not known whether version 4.2.0 of webshop"));
        Assert.That(_scene.Try(GuardScene.Approver, accept[accept.IndexOf("SELECT", StringComparison.Ordinal)..]), Is.Null);
        Assert.That(_scene.Try(GuardScene.Migrator, Index), Is.Null);
        Assert.That(_scene.Ask<string>("SELECT who || ': ' || (details ->> 'reason') FROM migration_guard.log WHERE event = 'accept'"), Is.EqualTo("guard_test_approver: reason"));
    }

    [Test]
    public async Task Unknown_changes_pass_where_the_policy_says_log()
    {
        await _scene.InstallAsync(new GuardOptions { Unknown = UnknownPolicy.Log });

        Assert.That(_scene.Try(GuardScene.Migrator, "CREATE INDEX users_email ON users (upper(email))"), Is.Null);
        Assert.That(_scene.Try(GuardScene.Migrator, Rename)?.SqlState, Is.EqualTo("MG001"));
        Assert.That(_scene.Ask<int>("SELECT (details ->> 'findings_in_all')::int FROM migration_guard.log WHERE event = 'ddl' ORDER BY id DESC LIMIT 1"), Is.Positive);
    }

    [Test]
    public async Task Observed_changes_pass_warn_notify_and_are_in_the_log()
    {
        await _scene.InstallAsync(new GuardOptions { Mode = GuardMode.Observe, Reason = "first week" });
        using var listener = _scene.OpenAs("postgres");
        var heard = new List<string>();
        listener.Notification += (_, notification) => heard.Add(notification.Payload);
        GuardScene.Run(listener, "LISTEN migration_guard");
        using var session = _scene.OpenAs(GuardScene.Migrator);
        var warnings = new List<string>();
        session.Notice += (_, notice) => warnings.Add(notice.Notice.MessageText);

        GuardScene.Run(session, Rename);
        await listener.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That(warnings, Has.Some.StartsWith("would be refused: version 4.2.0 of webshop"));
        Assert.That(heard, Has.One.Contains("cannot run 3 of 6 statements"));
        Assert.That(_scene.Ask<string>("SELECT event FROM migration_guard.log ORDER BY id DESC LIMIT 1"), Is.EqualTo("would_refuse"));
    }

    [Test]
    public async Task Observed_prepared_transactions_pass()
    {
        await _scene.InstallAsync(new GuardOptions { Mode = GuardMode.Observe });

        Assert.That(_scene.Try(GuardScene.Migrator, "BEGIN", Rename, $"PREPARE TRANSACTION 'observed_{major}'", $"COMMIT PREPARED 'observed_{major}'"), Is.Null);
    }

    [Test]
    public void The_glass_is_broken_for_one_transaction_by_a_member_with_ticket_and_reason()
    {
        using var session = _scene.OpenAs(GuardScene.Breaker);

        Assert.That(GuardScene.Try(session, "SET ROLE guard_test_migrator", "BEGIN", "SET LOCAL migration_guard.break_glass = 'OPS-7: the shop is down'", Rename, "COMMIT"), Is.Null);
        Assert.That(GuardScene.Try(session, "ALTER TABLE users RENAME handle TO name")?.SqlState, Is.EqualTo("MG001"));
        Assert.That(_scene.Ask<string>("SELECT concat_ws('|', who, details ->> 'ticket', details ->> 'reason', details ->> 'findings_in_all') FROM migration_guard.log WHERE event = 'break_glass'"),
            Is.EqualTo("guard_test_breaker|OPS-7|the shop is down|3"));
    }

    [TestCase("OPS-7")]
    [TestCase(": because")]
    [TestCase("OPS-7:  ")]
    public void A_ticket_without_reason_breaks_no_glass(string said)
    {
        var error = _scene.Try(GuardScene.Breaker, "SET ROLE guard_test_migrator", "BEGIN", $"SET LOCAL migration_guard.break_glass = '{said}'", Rename, "COMMIT")!;

        Assert.That((error.SqlState, error.Hint!.Contains("but not to 'TICKET: reason'", StringComparison.Ordinal)), Is.EqualTo(("MG001", true)));
    }

    [Test]
    public void Being_a_superuser_breaks_no_glass()
    {
        var error = _scene.Try("postgres", "BEGIN", "SET LOCAL migration_guard.break_glass = 'OPS-7: me'", Rename, "COMMIT")!;

        Assert.That((error.SqlState, error.Hint!.Contains("no member of migration_guard_break_glass", StringComparison.Ordinal)), Is.EqualTo(("MG001", true)));
    }

    [Test]
    public void A_retired_version_is_kept_working_no_longer()
    {
        _scene.Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, 'nobody runs it')");

        Assert.That(_scene.Try(GuardScene.Migrator, Rename), Is.Null);
    }

    [Test]
    public async Task Over_the_time_budget_it_is_busy_and_says_how_to_go_on()
    {
        await _scene.InstallAsync(new GuardOptions { Budget = TimeSpan.FromMilliseconds(0.001) });

        var error = _scene.Try(GuardScene.Migrator, Rename)!;

        Assert.That((error.SqlState, error.Hint!.Contains("--budget", StringComparison.Ordinal)), Is.EqualTo(("MG003", true)), error.MessageText + error.Detail);
    }

    [Test]
    public void A_lock_that_a_proof_waits_for_is_busy_and_no_failure()
    {
        using var holder = _scene.OpenAs("postgres");
        GuardScene.Run(holder, "BEGIN; LOCK TABLE migration_guard.epoch IN ACCESS EXCLUSIVE MODE");

        var error = _scene.Try(GuardScene.Migrator, "ALTER TABLE spare ADD x int")!;

        Assert.That(error.SqlState, Is.EqualTo("MG003"), error.MessageText);
    }

    [Test]
    public void A_table_that_somebody_else_locked_is_busy_and_no_failure()
    {
        _scene.Publish("4.5.0", ["SELECT u.username, o.placed FROM users u JOIN orders o ON o.id = u.id"], [[]]);
        using var holder = _scene.OpenAs("postgres");
        GuardScene.Run(holder, "BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");

        var error = _scene.Try(GuardScene.Migrator, "BEGIN", "ALTER TABLE users RENAME TO people", "CREATE VIEW users AS SELECT * FROM people", "GRANT SELECT, INSERT, UPDATE, DELETE ON users TO guard_test_app", "COMMIT")!;

        Assert.That((error.SqlState, error.Detail!.Contains("55P03", StringComparison.Ordinal)), Is.EqualTo(("MG003", true)), error.MessageText + error.Detail);
    }

    [Test]
    public void Another_table_s_lock_does_not_hold_up_a_change()
    {
        using var holder = _scene.OpenAs("postgres");
        GuardScene.Run(holder, "BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");

        Assert.That(_scene.Try(GuardScene.Migrator, "SET lock_timeout = '2 s'", "ALTER TABLE users ADD x int"), Is.Null);
    }

    [Test]
    public async Task Two_harmless_changes_at_once_never_fail_a_statement()
    {
        for (var round = 0; round < 10; round++)
        {
            var column = FormattableString.Invariant($"c{round}");
            var errors = await Task.WhenAll(
                Task.Run(() => _scene.Try(GuardScene.Migrator, "BEGIN", $"ALTER TABLE users ADD {column} int", "COMMIT")),
                Task.Run(() => _scene.Try(GuardScene.Migrator, "BEGIN", $"ALTER TABLE orders ADD {column} int", "COMMIT")));

            Assert.That(errors.Select(error => error?.SqlState), Is.All.Null.Or.All.EqualTo("MG003").Or.Some.Null.And.Some.EqualTo("MG003"), errors.FirstOrDefault(error => error is not null)?.MessageText);
        }
    }

    [Test]
    public async Task A_version_that_is_being_published_is_waited_for()
    {
        using var publisher = _scene.Database.Open();
        GuardScene.Run(publisher, "BEGIN");
        GuardScene.Publish(publisher, "4.4.0", ["SELECT placed FROM orders"], [[]]);
        GuardScene.Run(publisher, "SELECT migration_guard.set_version_state('webshop', '4.4.0', 'live', NULL, NULL)");
        using var session = _scene.OpenAs(GuardScene.Migrator);
        var change = Task.Run(() => GuardScene.Try(session, "BEGIN", "ALTER TABLE orders RENAME placed TO placed_on", "COMMIT"));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        var committed = GuardScene.Try(publisher, "COMMIT");

        Assert.That((committed?.SqlState, (await change)?.SqlState), Is.EqualTo(((string?)null, "MG001")).Or.EqualTo(((string?)null, "MG003")));
    }

    [Test]
    public void Publishing_changes_no_schema()
    {
        _scene.Database.Execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guard_test_new') THEN CREATE ROLE guard_test_new; END IF; END $$; GRANT SELECT ON spare TO guard_test_new");
        var changes = _scene.Ask<long>("SELECT count(*) FROM migration_guard.log WHERE event = 'ddl'");

        _scene.Database.Execute("SELECT migration_guard.publish('{\"version\": 1, \"service\": \"other\", \"label\": \"1\", \"digest\": \"x\", \"role\": \"guard_test_new\", \"statements\": [{\"id\": \"a\", \"text\": \"SELECT id FROM spare\", \"canonical\": \"SELECT id FROM spare\", \"parameters\": []}]}')");

        Assert.That(_scene.Ask<long>("SELECT count(*) FROM migration_guard.log WHERE event = 'ddl'"), Is.EqualTo(changes));
    }

    [TestCase("DO $$ BEGIN EXECUTE 'GRANT USAGE, CREATE ON SCHEMA migration_guard_scratch TO migration_guard_shadow_0; REVOKE SELECT ON users FROM guard_test_app'; END $$")]
    [TestCase("DO $$ BEGIN EXECUTE 'REVOKE SELECT ON users FROM guard_test_app /* \nSQL statement \"GRANT USAGE, CREATE ON SCHEMA migration_guard_scratch TO x\" */'; END $$")]
    public void No_text_makes_a_REVOKE_look_like_the_guards_own(string sql)
    {
        var error = _scene.Try("postgres", "CREATE ROLE migration_guard_shadow_0", "BEGIN", sql, "COMMIT");
        _scene.Database.Execute("DROP OWNED BY migration_guard_shadow_0; DROP ROLE migration_guard_shadow_0");

        Assert.That(error?.SqlState, Is.EqualTo("MG001").Or.EqualTo("MG002"));
    }

    [Test]
    public void A_snapshot_from_before_a_publication_does_not_help()
    {
        using var session = _scene.OpenAs(GuardScene.Migrator);
        GuardScene.Run(session, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM spare");
        _scene.Publish("4.4.0", ["SELECT placed FROM orders"], [[]]);

        var error = GuardScene.Try(session, "ALTER TABLE orders RENAME placed TO placed_on", "COMMIT");

        Assert.That(error?.SqlState, Is.EqualTo("40001"));
    }

    [Test]
    public void Temporary_tables_leave_no_trace()
    {
        var rows = _scene.Ask<long>("SELECT id FROM migration_guard.log_head");

        Assert.That(_scene.Try(GuardScene.App, "BEGIN", "CREATE TEMP TABLE batch (id serial PRIMARY KEY, name text DEFAULT 'x' CHECK (name <> '')) ON COMMIT DROP",
            "CREATE INDEX ON batch (name)", "ALTER TABLE batch ADD x int", "SELECT pg_current_xact_id_if_assigned()", "DROP TABLE batch", "COMMIT"), Is.Null);
        Assert.That(_scene.Ask<long>("SELECT id FROM migration_guard.log_head"), Is.EqualTo(rows));
    }

    [Test]
    public void Extensions_and_what_they_bring_are_judged()
    {
        if (_scene.Ask<long>("SELECT count(*) FROM pg_available_extensions WHERE name = 'citext'") == 0)
        {
            Assert.Ignore("This server brings no citext.");
        }

        Assert.That(_scene.Try("postgres", "CREATE EXTENSION citext"), Is.Null);
        Assert.That(_scene.Ask<string>("SELECT details::text FROM migration_guard.log ORDER BY id DESC LIMIT 1"), Does.Contain("public.citext_eq"));
    }
}
