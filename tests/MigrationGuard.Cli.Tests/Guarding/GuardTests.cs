using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Guarding;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class GuardTests(int major)
{
    private JudgeFixture _shop = null!;

    [SetUp]
    public void SetUp() => _shop = new JudgeFixture(major, withLedger: false);

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void A_guard_from_installation_to_removal()
    {
        Assert.That(_shop.Must("guard", "install"), Does.Contain("the guard is installed.\nDecision: what breaks a live version is only logged (observe)").And.Contain("No version is live yet"));
        _shop.Live();
        Assert.That(_shop.Must("guard", "install", "--mode", "enforce", "--budget", "20s", "--reason", "after a quiet week"),
            Does.Contain("the guard was installed and in order.\nDecision: what breaks a live version is refused, what cannot be judged too; a transaction's proofs may take 20 s.\n"));
        Assert.That(() => _shop.Database.Execute("ALTER TABLE users RENAME username TO handle"), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("MG001"));
        Assert.That(_shop.Must("guard", "status"), Does.Contain("webshop 4.2.0, 3 statements").And.Contain("after a quiet week").And.Contain("Not seen by the guard"));
        Assert.That(_shop.Must("guard", "remove", "--yes"), Does.Contain("the guard is removed.\nIts log had "));
        Assert.That(_shop.Tool("guard", "status").Code, Is.EqualTo(ExitCode.No));
        Assert.That(_shop.Must("guard", "remove", "--yes"), Does.Contain("there was no guard"));
    }

    [Test]
    public void The_way_on_that_the_refusal_names_works()
    {
        _shop.Must("guard", "install", "--mode", "enforce", "--budget", "20s");
        _shop.Live();
        var error = Assert.Throws<PostgresException>(() => _shop.Database.Execute("DROP TABLE orders"))!;
        var command = error.Hint!.Split('\n').First(line => line.Contains("migrationguard versions retire", StringComparison.Ordinal));
        var words = command[(command.IndexOf("versions", StringComparison.Ordinal))..].Replace("...", "over", StringComparison.Ordinal).Split(' ');

        _shop.Must([.. words, "--last"]);

        Assert.That(() => _shop.Database.Execute("DROP TABLE orders"), Throws.Nothing);
    }

    [Test]
    public void A_doctor_finds_nothing_or_exits_with_drift()
    {
        Assert.That(_shop.Tool("doctor").Code, Is.EqualTo(ExitCode.Drift));
        _shop.Must("guard", "install");
        _shop.Live();
        Assert.That(_shop.Must("doctor"), Does.EndWith("the guard is in order, and nothing happened behind its back.\n"));

        _shop.Database.Execute("ALTER EVENT TRIGGER migration_guard_end DISABLE; ALTER TABLE users ADD behind int");
        var text = _shop.Tool("doctor");
        var json = JsonNode.Parse(_shop.Tool("doctor", "--output", "json").Output)!.AsArray();

        Assert.That((text.Code, text.Output.Contains("event-trigger: event trigger migration_guard_end is disabled\n", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Drift, true)));
        Assert.That(json.Select(finding => (string?)finding!["id"]), Is.SupersetOf(new[] { "event-trigger", "unseen" }));
    }

    [Test]
    public void A_status_is_given_as_json()
    {
        _shop.Must("guard", "install", "--unknown", "log");
        _shop.Live();

        var status = JsonNode.Parse(_shop.Must("guard", "status", "--output", "json"))!;

        Assert.That(((string?)status["mode"], (string?)status["unknown"], (double?)status["budgetSeconds"], (string?)status["live"]![0]!["label"]), Is.EqualTo(("observe", "log", 5.0, "4.2.0")));
        Assert.That(status["events"]!.AsArray().Select(entry => (string?)entry!["kind"]), Is.EqualTo(new[] { "live", "publish", "mode", "install" }));
    }

    [Test]
    public void A_removal_is_asked_for_twice()
    {
        _shop.Must("guard", "install");

        var outcome = _shop.Tool("guard", "remove");

        Assert.That((outcome.Code, outcome.Error.Contains("say --yes", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Policy, true)));
        Assert.That(_shop.Tool("guard", "status").Code, Is.EqualTo(ExitCode.Yes));
    }

    [TestCase("0s")]
    [TestCase("-5s")]
    [TestCase("soon")]
    [TestCase("5 parsecs")]
    [TestCase("1e9s")]
    public void A_budget_that_is_no_time_is_refused(string budget)
        => Assert.That(_shop.Tool("guard", "install", $"--budget={budget}").Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public void A_role_without_rights_is_told_which_it_lacks()
    {
        var connection = new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString) { Username = JudgeFixture.Role }.ConnectionString;

        var outcome = _shop.On(connection, "guard", "install");

        Assert.That((outcome.Code, outcome.Error.Contains("lacks CREATE on database", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Policy, true)), outcome.Error);
    }

    [TestCase("guard", "install")]
    [TestCase("guard", "status")]
    [TestCase("guard", "remove", "--yes")]
    [TestCase("doctor")]
    public void A_database_that_does_not_answer_is_a_missing_dependency(params string[] arguments)
        => Assert.That(_shop.On("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2", arguments).Code, Is.EqualTo(ExitCode.Dependency));
}
