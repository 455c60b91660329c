using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Manifests;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Http;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Recorders;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class RecordTests(int major)
{
    private static readonly string[] Version = ["--service", "webshop", "--label", "4.2.0", "--digest", "sha256:4"];

    private JudgeFixture _shop = null!;
    private string _application = null!;

    [SetUp]
    public void SetUp()
    {
        _shop = new JudgeFixture(major);
        _shop.Database.Execute($"DROP TABLE orders, users; CREATE TABLE users (id int, name text); GRANT ALL ON users TO {JudgeFixture.Role}");
        _application = new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString) { Username = JudgeFixture.Role }.ConnectionString;
    }

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public async Task A_program_is_recorded_as_it_is_and_its_manifest_published_and_proved()
    {
        var outcome = await Record(["--output-file", "shop.manifest.json", "--publish"], "raw");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error + outcome.Output);
        var text = File.ReadAllText(InFolder("shop.manifest.json"));
        var manifest = ManifestFile.Read(InFolder("shop.manifest.json"));
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Output, Does.StartWith("done\n").And.Contain("webshop 4.2.0: 6 statements, 6 can be proved, 0 cannot\nStored."));
            Assert.That(outcome.Error, Is.EqualTo("migrationguard: 6 statements recorded of 10 commands in 1 process, 0 commands not\n"));
            Assert.That(text, Does.Not.Contain("secret"));
            Assert.That(manifest.Role, Is.EqualTo(JudgeFixture.Role));
            Assert.That(manifest.Statements.Single(static statement => statement.Text.StartsWith("UPDATE", StringComparison.Ordinal)).Calls, Is.EqualTo(5));
            Assert.That(manifest.Statements, Has.All.Matches<ManifestStatement>(static statement => statement.LastSeen is not null));
            Assert.That(manifest.Recording!.Processes, Is.EqualTo(1));
            Assert.That(new JsonSchema("manifest.schema.json").Errors(text), Is.Empty);
            Assert.That(Directory.EnumerateFileSystemEntries(_shop.Folder.Path, "*.parts"), Is.Empty);
        });
        _shop.Must("versions", "add", "4.2.0");
        Assert.That(_shop.Must("prove"), Does.Contain("6 statements: 6 pass\npassed\n"));
    }

    [Test]
    public async Task Runs_into_one_file_add_up_also_at_the_same_time()
    {
        var outcomes = await Task.WhenAll(Record(["--output-file", "m.json"], "raw"), Record(["--output-file", "m.json"], "dapper"));
        Assert.That(outcomes.Select(static outcome => outcome.Code), Is.All.EqualTo(ExitCode.Yes), outcomes[0].Error + outcomes[1].Error);
        var manifest = ManifestFile.Read(InFolder("m.json"));
        Assert.That((manifest.Statements.Count, manifest.Recording!.Processes), Is.EqualTo((7, 2L)));
        Assert.That((await Record(["--output-file", "m.json"], "dapper")).Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(ManifestFile.Read(InFolder("m.json")).Statements.Sum(static statement => statement.Calls), Is.EqualTo(manifest.Statements.Sum(static statement => statement.Calls) + 1));
    }

    [Test]
    public async Task Of_a_command_that_fails_no_manifest_is_made_and_its_recording_can_be_used_all_the_same()
    {
        var outcome = await Tool([.. Version, "--output-file", "m.json", "--", "/bin/sh", "-c", $"dotnet {Program} dapper '{_application}'; exit 7"]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
        Assert.That(outcome.Error, Does.Contain("/bin/sh failed with exit code 7; no manifest is made of it; what was recorded is kept, and 'migrationguard statements record --merge "));
        Assert.That(File.Exists(InFolder("m.json")), Is.False);
        var kept = Path.GetFileName(Directory.EnumerateDirectories(_shop.Folder.Path, "*.parts").Single());
        var merged = await Tool([.. Version, "--output-file", "m.json", "--merge", kept]);
        Assert.That(merged.Code, Is.EqualTo(ExitCode.Yes), merged.Error);
        Assert.That(ManifestFile.Read(InFolder("m.json")).Statements, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_command_that_sends_nothing_is_no_manifest_and_the_reasons_there_may_be_are_said()
    {
        var outcome = await Record(["--output-file", "m.json"], "nothing");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(outcome.Error, Does.Contain("nothing was recorded: no .NET program among what the command started sent a statement"));
        Assert.That(Directory.EnumerateFileSystemEntries(_shop.Folder.Path, "m.json*"), Is.Empty);
    }

    [Test]
    public async Task Sessions_that_do_not_agree_are_named_and_nothing_is_lost()
    {
        var both = $"dotnet {Program} dapper '{_application}' && dotnet {Program} raw '{_shop.Database.ConnectionString}'";
        var outcome = await Tool([.. Version, "--output-file", "m.json", "--", "/bin/sh", "-c", both]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage), outcome.Error);
        Assert.That(outcome.Error, Does.Contain("the statements ran as different roles (").And.Contain("say with --role"));
        var kept = Path.GetFileName(Directory.EnumerateDirectories(_shop.Folder.Path, "*.parts").Single());
        var merged = await Tool([.. Version, "--output-file", "m.json", "--merge", kept, "--role", JudgeFixture.Role]);
        Assert.That(merged.Code, Is.EqualTo(ExitCode.Yes), merged.Error);
        Assert.That(merged.Error, Does.Contain("of other roles than webshop_app"));
        Assert.That(ManifestFile.Read(InFolder("m.json")).Statements, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Any_program_is_recorded_by_the_proxy()
    {
        var server = new NpgsqlConnectionStringBuilder(_application);
        var through = new NpgsqlConnectionStringBuilder(_application) { Host = "127.0.0.1", Port = FreePort.Find() };
        var outcome = await Tool([.. Version, "--output-file", "m.json", "--listen", $"127.0.0.1:{through.Port}", "--server", $"{server.Host}:{server.Port}", "--", "dotnet", Program, "raw", through.ConnectionString]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error + outcome.Output);
        var manifest = ManifestFile.Read(InFolder("m.json"));
        Assert.That(manifest.Statements.Select(static statement => statement.Text), Does.Contain("SELECT id FROM users WHERE name = $1"));
        Assert.That(File.ReadAllText(InFolder("m.json")), Does.Not.Contain("secret"));
    }

    [Test]
    public async Task What_the_proxy_recorded_of_a_command_that_fails_is_kept()
    {
        var server = new NpgsqlConnectionStringBuilder(_application);
        var through = new NpgsqlConnectionStringBuilder(_application) { Host = "127.0.0.1", Port = FreePort.Find() };
        var outcome = await Tool([.. Version, "--output-file", "m.json", "--listen", $"127.0.0.1:{through.Port}", "--server", $"{server.Host}:{server.Port}",
            "--", "/bin/sh", "-c", $"dotnet {Program} dapper '{through.ConnectionString}'; exit 7"]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
        var kept = Path.GetFileName(Directory.EnumerateDirectories(_shop.Folder.Path, "*.parts").Single());
        var merged = await Tool([.. Version, "--output-file", "m.json", "--merge", kept + "/"]);
        Assert.That(merged.Code, Is.EqualTo(ExitCode.Yes), merged.Error);
        Assert.That(ManifestFile.Read(InFolder("m.json")).Statements.Select(static statement => statement.Text), Has.Some.StartsWith("SELECT id FROM users WHERE name = $1"));
    }

    [Test]
    public async Task What_cannot_be_published_is_kept()
    {
        var outcome = await Tool([.. Version, "--publish", "--", "dotnet", Program, "dapper", _shop.Database.ConnectionString]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage), outcome.Error);
        Assert.That(outcome.Error, Does.Contain("nothing is stored; what was recorded is kept, and 'migrationguard statements record --merge ").And.Contain("is a superuser"));
        var kept = outcome.Error.Split("--merge ")[1].Split(' ')[0];
        var merged = await Tool([.. Version, "--output-file", "m.json", "--merge", kept]);
        Directory.Delete(Path.Combine(_shop.Folder.Path, kept + ".parts"), recursive: true);
        Assert.That(merged.Code, Is.EqualTo(ExitCode.Yes), merged.Error);
    }

    [Test]
    public async Task A_test_host_gets_the_time_to_write_what_it_saw_last()
    {
        var outcome = await Tool([.. Version, "--output-file", "m.json", "--", "/bin/sh", "-c", "echo $VSTEST_TESTHOST_SHUTDOWN_TIMEOUT"]);
        Assert.That(outcome.Output, Is.EqualTo("10000\n"), outcome.Error);
    }

    [Test]
    public async Task A_command_that_does_not_exist_leaves_nothing_behind()
    {
        var outcome = await Tool([.. Version, "--output-file", "m.json", "--", "no-such-command"]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage), outcome.Error);
        Assert.That(Directory.EnumerateFileSystemEntries(_shop.Folder.Path, "m.json*"), Is.Empty);
    }

    [TestCase("--output-file missing/m.json", "cannot be written")]
    [TestCase("--output-file shop.json", "shop.json is the manifest of webshop 4.2.0 (sha256:4.2.0); write to another file, or begin it anew with --replace")]
    [TestCase("", "where to? --output-file FILE, or --publish")]
    [TestCase("--output-file m.json --listen nowhere", "a proxy needs both ends")]
    [TestCase("--output-file m.json --setting a=b", "--setting a=b: \"a\" does not change how SQL is read")]
    public async Task What_cannot_be_done_is_said_before_the_command_runs(string options, string expected)
    {
        File.WriteAllText(InFolder("missing"), "");
        var outcome = await Tool([.. Version, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--", "touch", "ran"]);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage), outcome.Error);
        Assert.That(outcome.Error, Does.Contain(expected));
        Assert.That(File.Exists(InFolder("ran")), Is.False);
    }

    private static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return RepositoryFiles.Path("tests", "MigrationGuard.Recording.App", "bin", here.Parent!.Name, here.Name, "MigrationGuard.Recording.App.dll");
        }
    }

    private string InFolder(string name) => Path.Combine(_shop.Folder.Path, name);

    private Task<Outcome> Record(string[] options, string work) => Tool([.. Version, .. options, "--", "dotnet", Program, work, _application]);

    private Task<Outcome> Tool(string[] arguments)
        => ToolProcess.RunAsync(_shop.Folder.Path, [], new() { ["MIGRATIONGUARD_CONNECTION"] = _shop.Database.ConnectionString }, ["statements", "record", .. arguments]);
}
