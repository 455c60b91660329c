using System.Text.Json.Nodes;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Judging;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class PublishTests(int major)
{
    private JudgeFixture _shop = null!;

    [SetUp]
    public void SetUp() => _shop = new JudgeFixture(major);

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void A_manifest_is_stored()
    {
        Assert.That(_shop.Must("statements", "publish", "shop.json"), Is.EqualTo("""
            webshop 4.2.0: 3 statements, 3 can be proved, 0 cannot
            Stored. Next: migrationguard versions add 4.2.0 --service webshop

            """));
        Assert.That(_shop.Value("SELECT count(*) FROM migration_guard.statement"), Is.EqualTo(3));
    }

    [Test]
    public void What_cannot_be_proved_is_said_with_the_reason_and_stored()
    {
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", ("SELECT nickname FROM users", ""), ("VACUUM users", "")));
        var outcome = _shop.Tool("statements", "publish", "shop.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown), outcome.Error);
        Assert.That(outcome.Output, Does.StartWith("unknown  Orders/UserStore.cs:40\n         SELECT nickname FROM users\n         42703 column \"nickname\" does not exist\n"));
        Assert.That(outcome.Output, Does.Contain("VACUUM users").And.Contain("utility statements").And.Contain("2 statements, 0 can be proved, 2 cannot\nStored."));
    }

    [Test]
    public void The_footprint_is_taken_where_the_tests_passed()
    {
        using var tested = _shop.Another("ALTER TABLE users ADD COLUMN nickname text");
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", ("SELECT nickname FROM users", "")));
        _shop.Folder.Write("tested", tested.ConnectionString);
        Assert.That(_shop.Must("statements", "publish", "shop.json", "--tested-on", "file:tested"), Does.Contain("1 can be proved, 0 cannot"));
        Assert.That(Schemas(tested), Is.Zero, "the other database keeps nothing");
        _shop.Must("versions", "add", "4.2.0");
        Assert.That(_shop.Tool("prove").Output, Does.Contain("42703 column \"nickname\" does not exist"));
    }

    [Test]
    public void A_footprint_travels_in_a_file()
    {
        using var tested = _shop.Another();
        var outcome = _shop.On(tested.ConnectionString, "statements", "publish", "shop.json", "--output-file", "tested.json");
        Assert.That((outcome.Code, outcome.Output), Is.EqualTo((ExitCode.Yes, "webshop 4.2.0: 3 statements, 3 can be proved, 0 cannot\nWrote tested.json; nothing was stored.\n")), outcome.Error);
        Assert.That(Schemas(tested), Is.Zero);
        Assert.That(_shop.Must("statements", "publish", "tested.json"), Does.Contain("Stored."));
        Assert.That(JsonNode.Parse(File.ReadAllText(Path.Combine(_shop.Folder.Path, "tested.json")))!["footprint"], Is.Not.Null);
        _shop.Must("versions", "add", "4.2.0");
        Assert.That(_shop.Must("prove"), Does.Contain("3 statements: 3 pass\npassed\n"));
    }

    [Test]
    public void The_result_is_given_as_json()
    {
        var result = JsonNode.Parse(_shop.Must("statements", "publish", "shop.json", "--output", "json"))!;
        Assert.That((string?)result["label"], Is.EqualTo("4.2.0"));
        Assert.That(result["statements"]!.AsArray().Select(statement => (string?)statement!["text"]), Is.EquivalentTo(JudgeFixture.Statements.Select(statement => statement.Text)));
    }

    [Test]
    public void A_published_version_is_replaced_and_a_live_one_is_not()
    {
        _shop.Must("statements", "publish", "shop.json");
        _shop.Must("statements", "publish", "shop.json");
        Assert.That(_shop.Value("SELECT count(*) FROM migration_guard.version"), Is.EqualTo(1));
        _shop.Must("versions", "add", "4.2.0");
        var outcome = _shop.Tool("statements", "publish", "shop.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("version 4.2.0 of webshop is published already and live").And.Contain("Publish under the new digest"));
    }

    [Test]
    public void Several_statements_in_an_entry_are_refused()
    {
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", ("SELECT 1", "")).Replace("SELECT 1", "SELECT 1; DROP TABLE users", StringComparison.Ordinal));
        Refused("second statement");
    }

    [Test]
    public void A_canonical_text_that_hides_a_statement_is_refused()
    {
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", ("SELECT 1", "")).Replace("\"canonical\": \"SELECT 1\"", "\"canonical\": \"SELECT 1; DROP TABLE users\"", StringComparison.Ordinal));
        Refused("shop.json");
    }

    [Test]
    public void A_truncated_manifest_is_refused_with_its_place()
    {
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", JudgeFixture.Statements)[..300]);
        Refused("shop.json(");
    }

    [Test]
    public void A_manifest_that_is_not_there_is_a_usage_error()
    {
        var outcome = _shop.Tool("statements", "publish", "nowhere.json");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: nowhere.json: does not exist; check the spelling, or remove the link that points nowhere\n")));
    }

    [Test]
    public void A_role_that_does_not_exist_is_a_usage_error()
    {
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", "nobody_of_that_name", ("SELECT 1", "")));
        Refused("role nobody_of_that_name does not exist");
    }

    [Test]
    public void A_superuser_cannot_be_proved()
    {
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", "postgres", ("SELECT 1", "")));
        Refused("role postgres is a superuser");
    }

    [Test]
    public void A_database_without_a_ledger_stores_nothing_and_says_how_to_get_one()
    {
        using var bare = _shop.Another();
        var outcome = _shop.On(bare.ConnectionString, "statements", "publish", "shop.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("has no ledger; 'migrationguard guard install' makes one"));
    }

    [Test]
    public void Without_a_database_nothing_is_done()
    {
        var outcome = Support.InProcess.Run(_shop.Folder, "statements", "publish", "shop.json");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, outcome.Error)));
        Assert.That(outcome.Error, Does.StartWith("migrationguard: which database? --connection"));
    }

    private static object? Schemas(PostgresDatabase database)
    {
        using var connection = database.Open();
        using var command = new Npgsql.NpgsqlCommand("SELECT count(*)::integer FROM pg_namespace WHERE nspname LIKE 'migration_guard%'", connection);
        return command.ExecuteScalar();
    }

    private void Refused(string because)
    {
        var outcome = _shop.Tool("statements", "publish", "shop.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage), outcome.Error + outcome.Output);
        Assert.That(outcome.Error, Does.Contain(because));
        Assert.That(_shop.Value("SELECT count(*) FROM migration_guard.version"), Is.Zero);
    }
}
