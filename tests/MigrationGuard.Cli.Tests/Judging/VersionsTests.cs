using System.Text.Json.Nodes;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Judging;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class VersionsTests(int major)
{
    private JudgeFixture _shop = null!;

    [SetUp]
    public void SetUp()
    {
        _shop = new JudgeFixture(major);
        _shop.Must("statements", "publish", "shop.json");
    }

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void A_published_version_becomes_live_with_its_window()
    {
        Assert.That(_shop.Must("versions", "add", "4.2.0", "--service", "webshop", "--until", "2999-12-01T10:00:00+01:00"),
            Is.EqualTo("webshop 4.2.0 is live until 2999-12-01 09:00 UTC.\nNext: migrationguard prove --service webshop\n"));
        Assert.That(_shop.Must("versions", "list"), Is.EqualTo("webshop 4.2.0  live until 2999-12-01 09:00 UTC, 3 statements\n"));
    }

    [Test]
    public void Versions_are_given_as_json()
    {
        _shop.Must("versions", "add", "4.2.0", "--reason", "first");
        var version = JsonNode.Parse(_shop.Must("versions", "list", "--output", "json"))!.AsArray().Single()!;
        Assert.That(((string?)version["state"], (int?)version["statements"], (int?)version["unproved"], (string?)version["reason"]), Is.EqualTo(("live", 3, 0, "first")));
    }

    [Test]
    public void What_processes_said_of_themselves_is_listed()
    {
        _shop.Database.Execute("""
            INSERT INTO migration_guard.presence (service, label, digest, instance, role, application_name, seen_at, ended_at)
            VALUES ('webshop', '4.2.0', '', 'web-1', 'app', 'pool', '2026-03-01 12:00Z', '2026-03-01 12:00Z')
            """);
        Assert.That(_shop.Must("versions", "list"), Does.EndWith(", 3 statements, last seen 2026-03-01 12:00 UTC\n"));
        _shop.Database.Execute("""
            INSERT INTO migration_guard.presence (service, label, digest, instance, role, application_name) VALUES ('webshop', '4.2.0', '', 'web-2', 'app', 'pool'), ('other', '4.2.0', '', 'web-3', 'app', 'pool')
            """);
        Assert.That(_shop.Must("versions", "list"), Does.EndWith(", 3 statements, 1 process seen within two minutes\n"));
        var version = JsonNode.Parse(_shop.Must("versions", "list", "--output", "json"))!.AsArray().Single()!;
        Assert.That((int?)version["running"], Is.EqualTo(1));
        Assert.That(version["processes"]!.AsArray().Select(process => ((string?)process!["instance"], (bool?)process["ended"])), Is.EqualTo(new (string?, bool?)[] { ("web-1", true), ("web-2", false) }));
    }

    [Test]
    public void A_version_that_does_not_exist_gets_the_nearest_ones()
    {
        var outcome = _shop.Tool("versions", "add", "4.2.1");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: there is no version 4.2.1; nearest are \"4.2.0\"\n")));
    }

    [Test]
    public void A_service_that_does_not_exist_gets_the_nearest_ones()
    {
        var outcome = _shop.Tool("versions", "add", "4.2.0", "--service", "webship");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: there is no version of a service webship; nearest are \"webshop\"\n")));
    }

    [Test]
    public void The_service_comes_from_the_configuration()
    {
        _shop.Folder.Write("migrationguard.json", """{ "service": "webshop" }""");
        Assert.That(_shop.Must("versions", "add", "4.2.0"), Does.StartWith("webshop 4.2.0 is live."));
        _shop.Folder.Write("migrationguard.json", """{ "service": "other" }""");
        Assert.That(_shop.Tool("versions", "list").Error, Does.Contain("there is no version of a service other"));
    }

    [Test]
    public void A_window_that_is_over_is_refused()
        => Assert.That(_shop.Tool("versions", "add", "4.2.0", "--until", "2001-01-01").Error, Does.StartWith("migrationguard: --until: 2001-01-01 00:00 UTC is past"));

    [Test]
    public void A_window_that_is_no_time_is_refused()
        => Assert.That(_shop.Tool("versions", "add", "4.2.0", "--until", "soon"), Has.Property("Code").EqualTo(ExitCode.Usage));

    [Test]
    public void The_last_live_version_is_retired_only_when_that_is_said()
    {
        _shop.Must("versions", "add", "4.2.0");
        var refused = _shop.Tool("versions", "retire", "4.2.0", "--reason", "over");
        Assert.That(refused.Code, Is.EqualTo(ExitCode.Policy));
        Assert.That(refused.Error, Does.Contain("webshop 4.2.0 is the last live version of webshop").And.Contain("--last"));
        Assert.That(_shop.Value("SELECT state FROM migration_guard.version"), Is.EqualTo("live"));
        Assert.That(_shop.Must("versions", "retire", "4.2.0", "--reason", "the shop closed", "--last"), Is.EqualTo("webshop 4.2.0 is retired: the shop closed\n"));
        Assert.That(_shop.Must("versions", "list"), Is.EqualTo("webshop 4.2.0  retired, 3 statements: the shop closed\n"));
    }

    [Test]
    public void One_of_two_live_versions_is_retired()
    {
        _shop.Must("versions", "add", "4.2.0");
        _shop.Folder.Write("next.json", JudgeFixture.Manifest("4.3.0", JudgeFixture.Statements));
        _shop.Must("statements", "publish", "next.json");
        _shop.Must("versions", "add", "4.3.0");
        _shop.Must("versions", "retire", "4.2.0", "--reason", "window over");
        Assert.That(_shop.Tool("versions", "retire", "4.3.0", "--reason", "window over").Code, Is.EqualTo(ExitCode.Policy));
    }

    [Test]
    public async Task Of_two_that_retire_the_last_two_versions_one_is_refused()
    {
        _shop.Must("versions", "add", "4.2.0");
        _shop.Folder.Write("next.json", JudgeFixture.Manifest("4.3.0", JudgeFixture.Statements));
        _shop.Must("statements", "publish", "next.json");
        _shop.Must("versions", "add", "4.3.0");
        var codes = await Task.WhenAll(new[] { "4.2.0", "4.3.0" }.Select(label => Task.Run(() => _shop.Tool("versions", "retire", label, "--reason", "over").Code)));
        Assert.That(codes, Is.EquivalentTo(new[] { ExitCode.Yes, ExitCode.Policy }));
    }

    [Test]
    public void A_ledger_of_another_version_is_said()
    {
        _shop.Database.Execute("INSERT INTO migration_guard.setting (schema_version) VALUES (1)");
        var outcome = _shop.Tool("versions", "add", "4.2.0");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("the ledger is of another version than this tool; 'migrationguard guard install' upgrades an older one"));
    }

    [Test]
    public void A_ledger_without_a_function_is_said()
    {
        _shop.Database.Execute("DROP FUNCTION migration_guard.set_version_state(text, text, text, timestamptz, text)");
        var outcome = _shop.Tool("versions", "add", "4.2.0");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("the ledger is of another version than this tool, 'migrationguard guard install' upgrades it: "));
    }

    [TestCase("versions", "retire", "4.2.0")]
    [TestCase("versions", "retire", "4.2.0", "--reason", " ")]
    public void Retiring_needs_a_reason(params string[] arguments)
    {
        var outcome = _shop.Tool(arguments);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("--reason"));
    }
}
