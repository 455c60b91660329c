using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Judging;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ProveTests(int major)
{
    private JudgeFixture _shop = null!;

    [SetUp]
    public void SetUp() => _shop = new JudgeFixture(major);

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void An_unchanged_schema_passes()
    {
        _shop.Live();
        Assert.That(_shop.Must("prove"), Is.EqualTo("""
            webshop 4.2.0 (live): 3 statements, 3 pass
              pass     Orders/UserStore.cs:40
                       SELECT id, username FROM users WHERE id = $1
              pass     Orders/UserStore.cs:41
                       INSERT INTO users (username, email) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING
              pass     Orders/UserStore.cs:42
                       SELECT sum(total) FROM orders WHERE user_id = $1

            1 version, 3 statements: 3 pass
            passed

            """));
    }

    [Test]
    public void A_failure_shows_the_servers_words_the_cause_and_the_columns()
    {
        _shop.Live();
        _shop.Database.Execute("ALTER TABLE users RENAME username TO handle");
        var outcome = _shop.Tool("prove", "--all-live");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
        Assert.That(outcome.Output, Does.Contain("  fail     Orders/UserStore.cs:40\n").And.Contain("server:  42703 column \"username\" does not exist").And.Contain("cause:")
            .And.Contain("uses:    public.users (id, username)").And.Contain("1 version, 3 statements: 1 pass, 2 fail\nfailed: "));
    }

    [Test]
    public void What_cannot_be_told_names_object_old_and_new_value()
    {
        _shop.Live();
        _shop.Database.Execute("CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER stop BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION stop()");
        var outcome = _shop.Tool("prove");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown), outcome.Output);
        Assert.That(outcome.Output, Does.Contain("  unknown  Orders/UserStore.cs:41").And.Contain("differs: public.users triggers.stop").And.Contain("undecided: "));
    }

    [Test]
    public void Without_a_live_version_nothing_is_proved()
    {
        var outcome = _shop.Tool("prove");
        Assert.That((outcome.Code, outcome.Output), Is.EqualTo((ExitCode.Unknown, "0 versions, 0 statements: none\nundecided: no version is live in this database; migrationguard versions add makes one live\n")));
    }

    [Test]
    public void A_version_that_does_not_exist_gets_the_nearest_ones()
    {
        _shop.Live();
        var outcome = _shop.Tool("prove", "--version", "4.20", "--service", "webshop");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: there is no version 4.20 of webshop; nearest are \"4.2.0\"\n")));
    }

    [Test]
    public void A_version_that_is_not_live_is_proved_when_it_is_named()
    {
        _shop.Must("statements", "publish", "shop.json");
        Assert.That(_shop.Must("prove", "--version", "4.2.0"), Does.StartWith("webshop 4.2.0 (published): 3 statements, 3 pass"));
    }

    [Test]
    public void A_manifest_is_proved_on_a_database_without_a_ledger_and_leaves_nothing()
    {
        using var target = _shop.Another("ALTER TABLE users DROP COLUMN username");
        _shop.Must("statements", "publish", "shop.json", "--output-file", "tested.json");
        var outcome = _shop.On(target.ConnectionString, "prove", "--manifest", "tested.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
        Assert.That(outcome.Output, Does.StartWith("webshop 4.2.0 (published): 3 statements, 1 pass, 2 fail").And.Contain("42703"));
        using var connection = target.Open();
        using var command = new NpgsqlCommand("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'migration_guard%'", connection);
        Assert.That(command.ExecuteScalar(), Is.Zero);
    }

    [Test]
    public void A_manifest_of_a_live_version_is_proved_beside_it()
    {
        _shop.Live();
        _shop.Must("statements", "publish", "shop.json", "--output-file", "tested.json", "--connection", "env:MIGRATIONGUARD_CONNECTION");
        Assert.That(_shop.Must("prove", "--manifest", "tested.json"), Does.StartWith("webshop 4.2.0 (published): 3 statements, 3 pass"));
        Assert.That(_shop.Value("SELECT count(*) FROM migration_guard.version"), Is.EqualTo(1));
    }

    [Test]
    public void A_manifest_that_does_not_say_how_it_worked_is_not_proved()
    {
        var outcome = _shop.Tool("prove", "--manifest", "shop.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown), outcome.Error);
        Assert.That(outcome.Output, Does.Contain("3 unknown").And.Contain("nothing to compare with"));
    }

    [Test]
    public void No_statement_is_executed()
    {
        _shop.Database.Execute("INSERT INTO users (username) VALUES ('a')");
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", ("DELETE FROM users", ""), ("INSERT INTO users (username) VALUES ('b')", ""), ("UPDATE users SET username = 'c'", "")));
        _shop.Live();
        _shop.Must("prove");
        Assert.That(_shop.Value("SELECT string_agg(username, ',') FROM users"), Is.EqualTo("a"));
        Assert.That(_shop.Value("SELECT last_value FROM users_id_seq"), Is.EqualTo(1));
    }

    [Test]
    public void A_locked_table_is_busy_and_no_verdict()
    {
        _shop.Live();
        using var connection = _shop.Database.Open();
        using var command = new NpgsqlCommand("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE", connection);
        command.ExecuteNonQuery();
        Assert.That(_shop.Tool("prove").Code, Is.EqualTo(ExitCode.Busy));
    }

    [Test]
    public void A_role_without_rights_is_refused()
    {
        _shop.Live();
        var account = new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString) { Options = "-c role=" + JudgeFixture.Role };
        var outcome = _shop.On(account.ConnectionString, "prove");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Policy), outcome.Output);
        Assert.That(outcome.Error, Does.StartWith("migrationguard: the role has not the rights for this: permission denied"));
    }

    [Test]
    public void A_database_without_a_ledger_has_no_versions()
    {
        using var bare = _shop.Another();
        Assert.That(_shop.On(bare.ConnectionString, "prove").Error, Does.Contain("has no ledger; 'migrationguard guard install' makes one"));
    }

    [TestCase("--version", "4.2.0", "--all-live")]
    [TestCase("--version", "4.2.0", "--manifest", "shop.json")]
    [TestCase("--all-live", "--manifest", "shop.json")]
    public void The_ways_to_choose_versions_exclude_each_other(params string[] options)
        => Assert.That(_shop.Tool(["prove", .. options]).Error, Does.Contain("exclude each other"));

    [Test]
    public void Witnesses_are_written_and_named()
    {
        _shop.Live();
        _shop.Database.Execute("ALTER TABLE users DROP COLUMN username; CREATE POLICY none ON orders USING (false); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; DROP POLICY none ON orders");
        var outcome = _shop.Tool("prove", "--witness", "proof/witnesses");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
        Assert.That(outcome.Output, Does.Match("witness: proof/witnesses/webshop-4.2.0-[0-9a-f]{12}.sql\n").And.Contain("witness: none: the server accepts the statement; it does something else"));
        using var empty = PostgresServer.Get(major).CreateDatabase();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_shop.Folder.Path, "proof", "witnesses")))
        {
            empty.Execute(File.ReadAllText(file));
        }
    }

    [Test]
    public void A_witness_runs_in_psql()
    {
        var psql = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "psql")).FirstOrDefault(File.Exists);
        Assume.That(psql, Is.Not.Null, "there is no psql here");
        _shop.Live();
        _shop.Database.Execute("ALTER TABLE users RENAME username TO handle");
        _shop.Tool("prove", "--witness", "witnesses");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_shop.Folder.Path, "witnesses")))
        {
            using var empty = PostgresServer.Get(major).CreateDatabase();
            var (code, output) = Psql(psql!, empty.ConnectionString, file);
            Assert.That(code, Is.Zero, output);
            Assert.That(output, Does.Contain("shown: after the change the statement fails with 42703\nROLLBACK"));
        }
    }

    private static (int Code, string Output) Psql(string psql, string connection, string file)
    {
        var server = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(psql, ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", server.Host!, "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", server.Username!, "-d", server.Database!, "-f", file])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["PGPASSWORD"] = server.Password ?? "";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    [Test]
    public void Json_keeps_to_its_schema_and_says_the_same()
    {
        _shop.Live();
        _shop.Database.Execute("ALTER TABLE users RENAME username TO handle");
        var output = _shop.Tool("prove", "--output", "json", "--witness", "witnesses").Output;
        Assert.That(new JsonSchema("prove.schema.json").Errors(output), Is.Empty);
        var report = JsonNode.Parse(output)!;
        Assert.That(((string?)report["verdict"], (int?)report["exitCode"], (int?)report["summary"]!["fail"]), Is.EqualTo(("failed", 1, 2)));
        Assert.That(report["versions"]![0]!["statements"]!.AsArray().Select(statement => (string?)statement!["sqlState"]), Is.EqualTo(new[] { "42703", "42703", null }));
    }

    [Test]
    public void Build_servers_get_a_test_case_per_statement()
    {
        _shop.Live();
        _shop.Database.Execute("ALTER TABLE orders DROP COLUMN total");
        var suite = XDocument.Parse(_shop.Tool("prove", "--output", "junit").Output).Root!.Element("testsuite")!;
        Assert.That((suite.Attribute("name")!.Value, suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value), Is.EqualTo(("webshop 4.2.0", "3", "1", "0")));
        Assert.That(suite.Elements("testcase").Last().Element("failure")!.Value, Does.Contain("SELECT sum(total)").And.Contain("42703"));
    }

    [Test]
    public void Github_gets_annotations_at_the_place_of_the_statement()
    {
        _shop.Live();
        _shop.Database.Execute("ALTER TABLE orders DROP COLUMN total");
        Assert.That(_shop.Tool("prove", "--output", "github").Output,
            Does.StartWith("::error file=Orders/UserStore.cs,line=42,title=webshop 4.2.0%3A fail 42703::").And.EndWith("(1 version, 3 statements: 2 pass, 1 fail)\n"));
    }

    [Test]
    public void A_pull_request_gets_a_table_of_versions_and_what_fails()
    {
        _shop.Live();
        _shop.Database.Execute("ALTER TABLE orders DROP COLUMN total");
        Assert.That(_shop.Tool("prove", "--output", "markdown").Output,
            Does.StartWith("### MigrationGuard: failed").And.Contain("| `webshop 4.2.0` | live | 2 | 1 | 0 | 0 |").And.Contain("**fail** webshop 4.2.0 – `Orders/UserStore.cs:42`"));
    }
}
