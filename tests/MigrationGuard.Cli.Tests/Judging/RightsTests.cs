using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Judging;

/// <summary>The group roles of the guard are enough for their work, and for nothing more.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class RightsTests(int major)
{
    private JudgeFixture _shop = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _shop = new JudgeFixture(major, withLedger: false);
        _shop.Must("guard", "install");
    }

    [OneTimeTearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    [Order(1)]
    public void A_publisher_publishes_and_makes_versions_live()
    {
        Assert.That(As("migration_guard_publisher", "statements", "publish", "shop.json"), Has.Property("Code").EqualTo(ExitCode.Yes));
        Assert.That(As("migration_guard_publisher", "versions", "add", "4.2.0"), Has.Property("Code").EqualTo(ExitCode.Yes));
    }

    [Test]
    [Order(2)]
    public void A_reader_lists_proves_and_writes_witnesses()
    {
        Assert.That(As("migration_guard_reader", "versions", "list").Output, Does.StartWith("webshop 4.2.0  live"));
        Assert.That(As("migration_guard_reader", "statements", "show", "Orders/UserStore.cs:40").Output, Does.Contain("public.users"));
        Assert.That(As("migration_guard_reader", "statements", "uses", "users").Output, Does.Contain("2 statements"));
        Assert.That(As("migration_guard_reader", "prove"), Has.Property("Code").EqualTo(ExitCode.Yes));
        _shop.Database.Execute("ALTER TABLE users RENAME username TO handle");
        var outcome = As("migration_guard_reader", "prove", "--witness", "witnesses");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
        Assert.That(outcome.Output, Does.Contain("witness: witnesses/webshop-4.2.0-"));
    }

    [TestCase("statements", "publish", "shop.json")]
    [TestCase("versions", "add", "4.2.0")]
    [TestCase("versions", "retire", "4.2.0", "--reason", "over", "--last")]
    [Order(3)]
    public void A_reader_changes_nothing(params string[] command)
    {
        var outcome = As("migration_guard_reader", command);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Policy), outcome.Error);
        Assert.That(_shop.Value("SELECT state FROM migration_guard.version"), Is.EqualTo("live"));
    }

    private Outcome As(string role, params string[] command)
        => _shop.On(new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString) { Options = "-c role=" + role }.ConnectionString, command);
}
