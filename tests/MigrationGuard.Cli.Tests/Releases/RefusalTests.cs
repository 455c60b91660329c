using MigrationGuard.Cli.Tests.Support;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Releases;

[TestFixture(15)]
[TestFixture(18)]
public sealed class RefusalTests(int major)
{
    private ReleaseFixture _shop = null!;

    [SetUp]
    public void SetUp() => _shop = new ReleaseFixture(major);

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void A_schema_that_changed_after_it_was_verified_is_drift_and_nothing_is_switched()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0", "--until", "verified");
        _shop.Execute("ALTER TABLE users ADD COLUMN by_hand integer");
        _shop.Expect(ExitCode.Drift, "can-i", "switch");
        Assert.That(_shop.Expect(ExitCode.Drift, "release", "switch"), Does.Contain("is held").And.Contain("verified was"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));

        Assert.That(_shop.Tool("release", "run", "--resume").Error, Does.Contain("Say with --reason why it can go on"));
        _shop.Execute("ALTER TABLE users DROP COLUMN by_hand");
        _shop.Expect(ExitCode.Yes, "release", "run", "--resume", "--reason", "the column is gone", "--as", "ann");
        Assert.That(_shop.Web.Slot, Is.EqualTo("green"));
    }

    [Test]
    public void Evidence_that_expired_is_unknown_and_nothing_is_switched()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0", "--until", "verified");
        var later = TimeSpan.FromMinutes(20);
        Assert.That(_shop.Later(later, "release", "status").Output, Does.Match(@"proof +4\.2\.0 +expired"));
        Assert.That(_shop.Later(later, "can-i", "switch", "--format", "json").Output, Does.Contain("\"exitCode\": 2").And.Contain("proof of 4.2.0 expired"));
        var switched = _shop.Later(later, "release", "switch");
        Assert.That((switched.Code, switched.Output.Contains("proof of 4.2.0 expired", StringComparison.Ordinal), _shop.Web.Slot), Is.EqualTo((ExitCode.Unknown, true, "blue")), switched.Output);
    }

    [Test]
    public void What_cannot_be_judged_is_refused_or_let_pass_as_the_guard_was_told()
    {
        const string check = " ALTER TABLE users ADD CONSTRAINT short CHECK (length(username) < 50);";
        _shop.Publish("4.1.0", "", ("SELECT id FROM users", ""), ("INSERT INTO users (username) VALUES ($1)", "text"));
        _shop.Expect(ExitCode.Yes, "versions", "add", "4.1.0");
        _shop.Folder.Write("expand/01_handle.sql", ReleaseFixture.Expand + check);
        Assert.That(_shop.Expect(ExitCode.No, "release", "run", "--version", "4.3.0", "--from", "4.2.0"), Does.Contain("01_handle.sql:1: nothing was changed, for it is not known whether a version that can have traffic would break")
            .And.Contain("webshop 4.1.0 may need it: ").And.Contain("INSERT INTO users").And.Contain("SELECT migration_guard.accept('webshop 4.1.0', '"));
        Assert.That(_shop.Value("SELECT count(*) FROM pg_constraint WHERE conname = 'short'"), Is.Zero);

        _shop.Expect(ExitCode.Yes, "guard", "install", "--unknown", "log", "--reason", "4.1.0 sends short names");
        _shop.Expect(ExitCode.Yes, "release", "run", "--resume");
        Assert.That(_shop.Value("SELECT details ->> 'detail' FROM migration_guard.log WHERE event = 'evidence' AND details ->> 'kind' = 'proof' AND details ->> 'version' = '4.1.0'"), Does.Contain("unknown, which the policy lets pass"));
        Assert.That((_shop.Value("SELECT count(*) FROM pg_constraint WHERE conname = 'short'"), _shop.Web.Slot), Is.EqualTo((1L, "green")));
    }

    [Test]
    public void A_version_that_answers_recorded_requests_otherwise_does_not_get_the_traffic()
    {
        _shop.Folder.Write("recorded/a.gor", "1 a1 1 0\nGET /orders/1?key=hunter2 HTTP/1.1\r\n\r\n\n🐵🙈🙉\n1 a2 2 0\nPOST /orders HTTP/1.1\r\n\r\n\n🐵🙈🙉\n");
        _shop.Configure(("\"suites\"", "\"replays\": [{ \"name\": \"browse\", \"requests\": \"recorded/*.gor\" }], \"suites\""));
        Assert.That(_shop.Expect(ExitCode.No, "release", "run", "--version", "4.3.0"), Does.Contain("replay:browse of 4.3.0 failed: it answers otherwise than the old version, GET /orders/{n}: line 1 in 1 of 1")
            .And.Contain("e.g. GET /orders/1?key=…").And.Contain("not sent: 1 (1 POST)").And.Not.Contain("hunter2").And.Not.Contain("replay:browse of 4.2.0"));
        Assert.That((_shop.Web.Slot, _shop.Value("SELECT count(*) FROM migration_guard.log WHERE details::text LIKE '%hunter2%'")), Is.EqualTo(("blue", 0L)));

        _shop.Web.Body = "the same";
        _shop.Expect(ExitCode.Yes, "release", "run", "--resume");
        Assert.That(_shop.Web.Slot, Is.EqualTo("green"));
    }

    [Test]
    public void What_ran_and_is_in_no_manifest_leaves_the_switch_shut()
    {
        Assume.That((string)_shop.Value("SHOW shared_preload_libraries")!, Does.Contain("pg_stat_statements"), "the server does not count statements");
        _shop.Execute("CREATE EXTENSION pg_stat_statements; SELECT pg_stat_statements_reset(); ALTER ROLE webshop_app SET pg_stat_statements.track = 'top'");
        try
        {
            _shop.Configure(("\"suites\"", "\"unprovenStatements\": \"0s\", \"suites\""));
            using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_shop.Connection) { Username = "webshop_app", Pooling = false }.ConnectionString))
            {
                connection.Open();
                using var command = new NpgsqlCommand("SELECT email FROM users WHERE id = 5", connection);
                command.ExecuteNonQuery();
            }

            Assert.That(_shop.Expect(ExitCode.Unknown, "release", "run", "--version", "4.3.0"), Does.Contain("unproven of 4.2.0 says nothing: ").And.Contain("in no manifest: SELECT email FROM users WHERE id = $1 (1 calls)"));
            Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));
            _shop.Execute("SELECT pg_stat_statements_reset()");
            _shop.Expect(ExitCode.Yes, "release", "run", "--resume");
            Assert.That(_shop.Web.Slot, Is.EqualTo("green"));
        }
        finally
        {
            _shop.Execute("ALTER ROLE webshop_app RESET pg_stat_statements.track");
        }
    }

    [Test]
    public void A_version_of_which_a_suite_fails_does_not_get_the_traffic_unless_the_gate_only_observes()
    {
        _shop.Folder.Write("suite.sh", """
            mkdir -p results
            echo "<testsuites><testsuite name='checkout' tests='1' failures='1'><testcase classname='checkout' name='pays'><failure message='no money'/></testcase></testsuite></testsuites>" > results/$MIGRATIONGUARD_SLOT.xml
            exit 1
            """);
        Assert.That(_shop.Expect(ExitCode.No, "release", "run", "--version", "4.3.0"), Does.Contain("webshop-4.3.0 is verifying: no").And.Contain("suite:checkout of 4.2.0 failed"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));
        _shop.Expect(ExitCode.Yes, "release", "abort", "--reason", "the suite");

        _shop.Configure(("\"enforce\"", "\"observe\""));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0"), Does.Contain("webshop-4.3.0-2 is window-open: yes").And.Contain("observe: would have been refused: suite:checkout of 4.2.0 failed"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("green"));
    }

    [Test]
    public void A_new_version_that_meets_database_errors_under_traffic_loses_it_again()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0", "--until", "verified");
        _shop.Web.Broken = true;
        Assert.That(_shop.Expect(ExitCode.No, "release", "switch"), Does.Contain("is rolled-back: no").And.Match(@"rollback_seconds \d"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "history"), Does.Contain("42703"));
    }

    [Test]
    public void The_traffic_goes_back_while_the_database_is_down_and_the_ledger_is_told_later()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        const string nowhere = "Host=127.0.0.1;Port=1;Database=shop;Username=nobody";
        var status = _shop.On(nowhere, "release", "status");
        Assert.That((status.Code, status.Output.Contains("window-open", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Dependency, true)));

        var back = _shop.On(nowhere, "release", "rollback", "--reason", "fire");
        Assert.That(back.Code, Is.EqualTo(ExitCode.Yes), back.Error + back.Output);
        Assert.That(back.Output, Does.Match(@"rollback_seconds \d").And.Contain("the next command tells the ledger"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));

        Assert.That(_shop.Expect(ExitCode.Yes, "release", "rollback"), Does.Contain("rolled-back"));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "history"), Does.Contain("(while the ledger was out of reach)"));
    }

    [Test]
    public void A_database_that_lets_nobody_in_does_not_keep_the_traffic_on_the_new_version()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        var stranger = $"{_shop.Connection};Username=nobody_here;Password=x";
        var back = _shop.On(stranger, "release", "rollback", "--reason", "fire");
        Assert.That((back.Code, _shop.Web.Slot), Is.EqualTo((ExitCode.Yes, "blue")), back.Error + back.Output);
        Assert.That(back.Error, Does.Contain("without the ledger").And.Contain("nobody_here"));
    }

    [Test]
    public void A_slot_in_which_another_version_runs_is_neither_verified_nor_given_the_traffic()
    {
        _shop.Web.Deploy("green", "4.1.0");
        _shop.Configure(("\"freezes\": []", "\"freezes\": [], \"requiredEvidence\": [\"suite:checkout\"]"));
        Assert.That(_shop.Expect(ExitCode.No, "release", "run", "--version", "4.3.0"), Does.Contain("suite:checkout of 4.3.0 failed: slot green answers as 4.1.0, it should be 4.3.0"));

        _shop.Web.Deploy("green", "4.3.0");
        _shop.Expect(ExitCode.Yes, "release", "verify");
        _shop.Web.Deploy("green", "4.1.0");
        _shop.Expect(ExitCode.No, "can-i", "switch");
        Assert.That(_shop.Expect(ExitCode.No, "release", "switch"), Does.Contain("slot green answers as 4.1.0"));
        Assert.That(_shop.Value("SELECT count(*) FROM migration_guard.log WHERE details ->> 'name' = 'flip'"), Is.EqualTo(0));
    }

    [Test]
    public void A_way_back_that_did_not_wait_for_the_lease_does_not_get_it_later_and_keep_it()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        using (var connection = new NpgsqlConnection(_shop.Connection))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction();
            using var command = new NpgsqlCommand("SELECT FROM migration_guard.lease FOR UPDATE", connection, transaction);
            command.ExecuteNonQuery();
            Assert.That(_shop.Expect(ExitCode.Yes, "release", "rollback", "--reason", "fire"), Does.Contain("the ledger did not answer"));
        }

        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));
        Assert.That(_shop.Expect(ExitCode.No, "release", "run", "--resume"), Does.Contain("rolled-back"));
    }

    [Test]
    public void What_an_earlier_release_left_can_be_removed_after_the_next_one_switched_and_is_removed_once()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        Settle("4.2.0", ("blue", "4.4.0"));
        _shop.Publish("4.4.0", ReleaseFixture.Expand, ("SELECT id, handle FROM users WHERE id = $1", "integer"));
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.4.0");
        Assert.That(_shop.Expect(ExitCode.Yes, "contract", "run", "--release", "webshop-4.3.0"), Does.Contain("webshop-4.3.0 is done"));

        Settle("4.3.0", ("green", "4.5.0"));
        _shop.Expect(ExitCode.Yes, "can-i", "contract");
        _shop.Folder.Write("contract/02_username.sql", "ALTER TABLE users DROP COLUMN username;");
        Assert.That(_shop.Expect(ExitCode.Yes, "contract", "run"), Does.Contain("webshop-4.4.0 is done"));
        Assert.That(_shop.Value("SELECT string_agg(column_name, ',' ORDER BY column_name) FROM information_schema.columns WHERE table_name = 'users'"), Is.EqualTo("email,handle,id"));
    }

    private void Settle(string old, (string Slot, string Version) next)
    {
        _shop.Expect(ExitCode.Yes, "release", "close", "--reason", "all is well");
        _shop.Expect(ExitCode.Yes, "versions", "retire", old, "--reason", "gone");
        _shop.Web.Deploy(next.Slot, next.Version);
        NpgsqlConnection.ClearAllPools();
        _shop.Expect(ExitCode.Yes, "release", "run", "--resume");
    }

    [Test]
    public void A_configuration_of_one_service_moves_no_release_of_another_one()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0", "--until", "verified");
        _shop.Configure(("\"service\": \"webshop\"", "\"service\": \"billing\""));
        foreach (var command in new[] { "switch", "rollback", "run", "abort", "status" })
        {
            Assert.That(_shop.Tool("release", command, "--release", "webshop-4.3.0"), Has.Property("Code").EqualTo(ExitCode.Usage).And.Property("Error").Contains("is a release of webshop"), command);
        }

        Assert.That(_shop.Tool("release", "start", "--version", "4.3.0", "--from", "4.2.0", "--id", "webshop-4.3.0").Error, Does.Contain("is a release of webshop"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));
    }

    [Test]
    public void A_release_that_was_given_up_is_neither_verified_nor_switched()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0", "--until", "verified");
        _shop.Expect(ExitCode.Yes, "release", "abort", "--reason", "not today");
        foreach (var command in new[] { "verify", "switch", "run" })
        {
            Assert.That(_shop.Expect(ExitCode.No, "release", command, "--release", "webshop-4.3.0"), Does.Contain("it was given up: asked by").And.Contain("not today"));
        }
    }

    [Test]
    public void A_machine_that_knows_nothing_sends_the_traffic_back_when_somebody_answers_for_it()
    {
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        _shop.Configure(("\"mode\"", "\"stateFolder\": \"empty\", \"mode\""));
        const string nowhere = "Host=127.0.0.1;Port=1;Database=shop;Username=nobody";
        Assert.That(_shop.On(nowhere, "release", "rollback", "--accept-unknown-floor").Code, Is.EqualTo(ExitCode.Usage));
        var refused = _shop.On(nowhere, "release", "rollback", "--to", "blue");
        Assert.That((refused.Code, _shop.Web.Slot), Is.EqualTo((ExitCode.Unknown, "green")), refused.Error + refused.Output);
        Directory.Delete(Path.Combine(_shop.Folder.Path, "expand"), recursive: true);
        var back = _shop.On(nowhere, "release", "rollback", "--accept-unknown-floor", "--to", "blue", "--reason", "fire");
        Assert.That((back.Code, _shop.Web.Slot), Is.EqualTo((ExitCode.Yes, "blue")), back.Error + back.Output);
        Assert.That(_shop.Tool("release", "run"), Has.Property("Code").EqualTo(ExitCode.Usage).And.Property("Error").Contains("gate.expand.migrations"));
        _shop.Folder.Write("expand/01_handle.sql", ReleaseFixture.Expand);
        Assert.That(_shop.Expect(ExitCode.No, "release", "run", "--resume"), Does.Contain("found back on the old version").Or.Contain("is rolled-back"));
    }

    [Test]
    public void What_would_happen_is_said_and_nothing_is_done()
    {
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "start", "--version", "4.3.0", "--dry-run"), Does.Contain("would replace 4.2.0 on blue by 4.3.0 on green"));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "status"), Does.Contain("No release"));
        Assert.That(_shop.Expect(ExitCode.Policy, "release", "start", "--version", "4.3.0", "--base", "webshop-4.2.0", "--dry-run"), Does.Contain("planned on webshop-4.2.0"));
        Assert.That(_shop.Expect(ExitCode.Unknown, "release", "start", "--version", "4.9.0"), Does.Contain("the statements of 4.9.0 are not stored"));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "start", "--version", "4.2.0"), Does.Contain("live already"));
        Assert.That(_shop.Tool("release", "rollback").Error, Does.Contain("no release of webshop was started"));

        _shop.Configure(("\"freezes\": []", "\"freezes\": [{ \"from\": \"2020-01-01\", \"until\": \"2120-01-01\", \"reason\": \"holidays\" }]"));
        Assert.That(_shop.Expect(ExitCode.Policy, "release", "run", "--version", "4.3.0"), Does.Contain("holidays"));
        _shop.Configure(("\"bakeWindows\": 2", "\"bakeWindows\": 0"));
        Assert.That(_shop.Tool("release", "run"), Has.Property("Code").EqualTo(ExitCode.Usage).And.Property("Error").Contains("0 good measurements make a version stable"));
        _shop.Configure();
        _shop.Folder.Write("expand/01_handle.sql", "ALTER TABLE users ADD COLUMN other text;");
        Assert.That(_shop.Expect(ExitCode.Drift, "release", "run"), Does.Contain("not those that the release was planned with"));
        _shop.Expect(ExitCode.Yes, "release", "rollback");
    }
}
