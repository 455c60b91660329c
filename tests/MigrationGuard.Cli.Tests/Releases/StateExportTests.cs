using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Configuration;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Releases;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
internal sealed class StateExportTests(int major)
{
    private const string File = "migrationguard.state.json";

    private JudgeFixture _shop = null!;

    [SetUp]
    public void SetUp()
    {
        _shop = new JudgeFixture(major, withLedger: false);
        _shop.Must("guard", "install", "--mode", "observe");
        _shop.Database.Execute("ALTER TABLE users ADD COLUMN nickname text; CREATE VIEW names AS SELECT id, username FROM users; GRANT SELECT ON names TO webshop_app");
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", [.. JudgeFixture.Statements, ("SELECT count(*) FROM users", "")]));
        _shop.Live();
    }

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void A_contract_step_against_what_a_live_version_uses_is_an_error_that_names_version_statements_and_place()
    {
        Export();
        var outcome = Check("ALTER TABLE users DROP COLUMN username;");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
            Assert.That(outcome.Output, Does.Contain("MG0701").And.Contain("users.username is used by 4.2.0: 2 statements, e.g. Orders/UserStore.cs:40"));
        });
    }

    [Test]
    public void A_table_counts_the_statements_that_use_it_once()
    {
        Export();
        Assert.That(Check("DROP TABLE users;").Output, Does.Contain("users is used by 4.2.0: 3 statements, e.g. Orders/UserStore.cs:40\n"));
    }

    [Test]
    public void What_no_live_version_uses_may_go_also_when_rows_are_counted()
    {
        Export();
        var outcome = Check("ALTER TABLE users DROP COLUMN nickname;");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Output);
    }

    [Test]
    public void What_statements_that_cannot_be_told_may_need_stays_dangerous()
    {
        _shop.Folder.Write("later.json", JudgeFixture.Manifest("4.3.0", ("SELECT username FROM users", ""), ("SELECT handle FROM users", "")));
        Assert.That(_shop.Tool("statements", "publish", "later.json").Code, Is.EqualTo(ExitCode.Unknown));
        _shop.Must("versions", "add", "4.3.0");
        Export();
        Assert.Multiple(() =>
        {
            Assert.That(Check("ALTER TABLE users DROP COLUMN nickname;").Code, Is.EqualTo(ExitCode.No));
            Assert.That(Check("ALTER TABLE users DROP COLUMN username;").Output, Does.Contain("4.2.0: 2 statements, e.g. Orders/UserStore.cs:40; 4.3.0: 1 statement, e.g. Orders/UserStore.cs:40"));
        });
    }

    [Test]
    public void A_view_needs_what_it_reads()
    {
        _shop.Folder.Write("views.json", JudgeFixture.Manifest("4.3.0", ("SELECT username FROM names", "")));
        _shop.Must("statements", "publish", "views.json");
        _shop.Must("versions", "add", "4.3.0");
        Export();
        Assert.That(Check("ALTER TABLE users DROP COLUMN username;").Output, Does.Contain("4.3.0: 1 statement"));
    }

    [Test]
    public void The_file_is_of_the_published_form_and_says_the_way_back_and_the_newest_released_migration()
    {
        _shop.Must("versions", "add", "4.2.0", "--until", "2099-01-31");
        Export("--last-released", "2_b");
        Export();
        var json = System.IO.File.ReadAllText(System.IO.Path.Combine(_shop.Folder.Path, File));
        var state = StateFileReader.Read(File, json);
        Assert.Multiple(() =>
        {
            Assert.That(new JsonSchema("state.schema.json").Errors(json), Is.Empty);
            Assert.That(state.LastReleased!.Value, Is.EqualTo("2_b"));
            Assert.That(state.Window, Is.EqualTo(new RollbackWindow("4.2.0", new DateTimeOffset(2099, 1, 31, 0, 0, 0, TimeSpan.Zero))));
            Assert.That(state.Fingerprint, Has.Length.GreaterThan(20));
            Assert.That(state.ExportedAt, Is.Not.Null);
        });
    }

    [Test]
    public void Standard_output_gets_nothing_but_the_file()
    {
        var state = StateFileReader.Read("-", _shop.Must("release", "status", "--export", "-"));
        Assert.That(state.Live.Labels, Is.EqualTo(new[] { "4.2.0" }));
    }

    [Test]
    public void A_state_file_that_cannot_be_read_is_one_error_with_its_line()
    {
        _shop.Folder.Write(File, "{\n  \"live\": [{ \"version\": }]\n}");
        var outcome = Check("ALTER TABLE users DROP COLUMN nickname;");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
            Assert.That(outcome.Error.Trim(), Does.Contain($"{File}(2,25): is not JSON").And.Not.Contain("\n"));
            Assert.That(_shop.Tool("release", "status", "--export", File).Code, Is.EqualTo(ExitCode.Usage));
        });
    }

    private void Export(params string[] arguments) => _shop.Must(["release", "status", "--export", File, .. arguments]);

    private Outcome Check(string sql)
    {
        _shop.Folder.Write("migrations/3_c.sql", sql);
        return InProcess.Run(_shop.Folder, [], "", "check", "migrations", "--database", "postgresql", "--state", File);
    }
}
