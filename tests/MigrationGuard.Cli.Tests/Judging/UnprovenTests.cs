using System.Text.Json.Nodes;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Judging;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class UnprovenTests(int major)
{
    private JudgeFixture _shop = null!;

    [SetUp]
    public void SetUp()
    {
        _shop = new JudgeFixture(major);
        Assume.That((string)_shop.Value("SHOW shared_preload_libraries")!, Does.Contain("pg_stat_statements"), "the server does not count statements");
        _shop.Live();
        _shop.Database.Execute($"CREATE EXTENSION pg_stat_statements; SELECT pg_stat_statements_reset(); ALTER ROLE {JudgeFixture.Role} SET pg_stat_statements.track = 'top'");
    }

    [TearDown]
    public void TearDown()
    {
        _shop.Database.Execute($"ALTER ROLE {JudgeFixture.Role} RESET ALL");
        _shop.Dispose();
    }

    [Test]
    public void A_statement_that_no_manifest_has_is_listed_and_is_unknown()
    {
        RunAsApp("SELECT id, username FROM users WHERE id = 5", "SELECT email FROM users WHERE id = 7", "SELECT email FROM users WHERE id = 8");
        var outcome = _shop.Tool("statements", "unproven", "4.2.0");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(outcome.Output, Does.Match("""
            ^webshop 4\.2\.0: since [0-9: -]+Z webshop_app ran 1 statement of manifests and 1 other\.
                       2 calls  SELECT email FROM users WHERE id = \$1
            Unknown: of what is in no manifest nobody can say whether it survives a change\.
            """.TrimEnd().ReplaceLineEndings("\n")));

        var json = JsonNode.Parse(_shop.Tool("statements", "unproven", "4.2.0", "--output", "json").Output)!;
        Assert.That(((string?)json["verdict"], (int?)json["explained"], (string?)json["statements"]![0]!["text"], (int?)json["statements"]![0]!["calls"]), Is.EqualTo(("unknown", 1, "SELECT email FROM users WHERE id = $1", 2)));
    }

    [Test]
    public void Where_all_that_ran_is_in_the_manifest_the_answer_is_yes()
    {
        RunAsApp("SELECT id, username FROM users WHERE id = 5");
        Assert.That(_shop.Must("statements", "unproven", "4.2.0"), Does.EndWith(" webshop_app ran 1 statement of manifests and 0 others.\n"));
    }

    [Test]
    public void Statistics_that_cannot_tell_are_unknown_and_a_version_that_is_not_there_is_a_mistake()
    {
        var late = _shop.Tool("statements", "unproven", "4.2.0", "--since", "2026-01-01");
        Assert.That(late.Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(late.Output, Does.Contain("\nUnknown: the statistics begin "));
        Assert.That(_shop.Tool("statements", "unproven", "4.2.1").Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(_shop.Tool("statements", "unproven", "4.2.0", "--since", "soon").Code, Is.EqualTo(ExitCode.Usage));
        _shop.Database.Execute("DROP EXTENSION pg_stat_statements");
        var missing = _shop.Tool("statements", "unproven", "4.2.0");
        Assert.That((missing.Code, missing.Output), Is.EqualTo((ExitCode.Unknown,
            "Unknown: pg_stat_statements is not in this database: put it into shared_preload_libraries, restart the server, and run CREATE EXTENSION pg_stat_statements.\n")));
    }

    private void RunAsApp(params string[] statements)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString) { Username = JudgeFixture.Role, Pooling = false }.ConnectionString);
        connection.Open();
        foreach (var text in statements)
        {
            using var command = new NpgsqlCommand(text, connection);
            command.ExecuteNonQuery();
        }
    }
}
