using System.Diagnostics;
using MigrationGuard.Recordings;
using MigrationGuard.TestKit;

namespace MigrationGuard.Recording.Tests;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
internal sealed class StartupHookTests(int major)
{
    private PostgresDatabase _database = null!;
    private RecordedApp _app = null!;

    [SetUp]
    public void Begin()
    {
        _app = new RecordedApp();
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute("CREATE TABLE users (id integer PRIMARY KEY, name text); INSERT INTO users SELECT n, 'user ' || n FROM generate_series(1, 5) AS n");
    }

    [TearDown]
    public void End()
    {
        _app.Dispose();
        _database.Dispose();
    }

    [TestCase("App")]
    [TestCase("OlderApp")]
    public async Task Everything_that_an_application_sends_is_recorded_with_its_types_and_without_its_values(string app)
    {
        var exit = await _app.RunAsync(app == "App" ? _app.Prepare(app, "raw", _database.ConnectionString) : _app.Prepare(app, _database.ConnectionString));

        Assert.That((exit, _app.Output.Trim(), _app.Errors), Is.EqualTo((0, "done", "")));
        var expected = new List<string>
        {
            "DELETE FROM users WHERE id = $1 (integer) 1",
            "SELECT count(*) FROM users () 1",
            "SELECT id FROM users WHERE name = $1 (unknown) 1",
            "SELECT id, name FROM users WHERE name = $1 AND id > $2 (text, bigint) 1",
            "UPDATE users SET name = $1 WHERE id = $2 (character varying, integer) 5",
        };
        if (app == "App")
        {
            // Before Npgsql 10 nothing tells of a copy.
            expected.Insert(0, "COPY users (id, name) FROM STDIN (FORMAT BINARY) () 1");
        }

        var recording = _app.Recording;
        Assert.That(recording.Statements.Select(Line), Is.EqualTo(expected));
        Assert.That(recording.Statements.Select(statement => statement.Session?.Database), Is.All.EqualTo(_database.Name));
        foreach (var (name, text) in _app.Files())
        {
            Assert.That(text, Does.Not.Contain("secret"), name);
        }
    }

    [Test]
    public async Task A_statement_names_the_place_in_the_application_that_sent_it()
    {
        var start = _app.Prepare("App", "raw", _database.ConnectionString);
        start.Environment["MIGRATIONGUARD_RECORD_ROOT"] = RepositoryFiles.Root;

        await _app.RunAsync(start);

        var place = _app.Recording.Statements.Single(statement => statement.Text.StartsWith("UPDATE", StringComparison.Ordinal)).Origin!;
        var source = File.ReadAllLines(RepositoryFiles.Path("tests", "MigrationGuard.Recording.App", "RawWork.cs"));
        Assert.That((place.File, place.Member), Is.EqualTo(("tests/MigrationGuard.Recording.App/RawWork.cs", "RawWork.WorkOnOneConnection")));
        Assert.That(source[place.Line!.Value - 1], Does.Contain("ExecuteNonQuery"));
    }

    [TestCase("dapper", "SELECT id FROM users WHERE name = $1 AND id = ANY ($2) (text, integer[]) 1")]
    [TestCase("ef", "SELECT u.id, u.name FROM users AS u WHERE u.name = $1 (text) 1")]
    public async Task What_a_library_above_Npgsql_sends_is_recorded_once(string mode, string expected)
    {
        await _app.RunAsync(_app.Prepare("App", mode, _database.ConnectionString, "secret-5151-from-outside"));
        Assert.That(_app.Recording.Statements.Select(Line), Is.EqualTo(new[] { expected }), _app.Errors);
    }

    [Test]
    public async Task A_child_of_a_child_is_recorded_too()
    {
        await _app.RunAsync(_app.Prepare("App", "parent", _database.ConnectionString));
        Assert.That(_app.Recording.Statements.Count, Is.EqualTo(6), _app.Errors);
    }

    [Test]
    public async Task Two_processes_that_record_into_one_file_lose_nothing()
    {
        using var other = Process.Start(_app.Prepare("App", "raw", _database.ConnectionString))!;
        await _app.RunAsync(_app.Prepare("App", "dapper", _database.ConnectionString));
        await other.WaitForExitAsync();
        Assert.That(_app.Recording.Statements.Count, Is.EqualTo(7));
        Assert.That(_app.Recording.Processes, Is.EqualTo(2));
    }

    [Test]
    public async Task A_killed_process_leaves_what_it_was_seen_to_send()
    {
        using var process = Process.Start(_app.Prepare("App", "hang", _database.ConnectionString))!;
        Assert.That(await process.StandardOutput.ReadLineAsync(), Is.EqualTo("ready"));
        await Task.Delay(TimeSpan.FromSeconds(1));
        process.Kill();
        await process.WaitForExitAsync();
        Assert.That(_app.Recording.Statements.Count, Is.EqualTo(6));
    }

    [Test]
    public async Task A_target_that_cannot_be_written_is_said_once_and_the_application_goes_on()
    {
        var start = _app.Prepare("App", "raw", _database.ConnectionString);
        start.Environment[RecordingTarget.Variable] = "/proc/nowhere/app.recording";
        var exit = await _app.RunAsync(start);
        Assert.That((exit, _app.Output.Trim()), Is.EqualTo((0, "done")));
        Assert.That(_app.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.All.StartsWith("migrationguard: nothing is recorded: "));
    }

    [Test]
    public async Task A_process_without_a_driver_writes_nothing()
    {
        await _app.RunAsync(_app.Prepare("App", "nothing", _database.ConnectionString));
        Assert.That(_app.Files(), Is.Empty);
        Assert.That(_app.Errors, Is.Empty);
    }

    [Test]
    public async Task Without_a_target_the_hook_does_nothing()
    {
        var start = _app.Prepare("App", "raw", _database.ConnectionString);
        start.Environment.Remove(RecordingTarget.Variable);
        var exit = await _app.RunAsync(start);
        Assert.That((exit, _app.Output.Trim(), _app.Errors), Is.EqualTo((0, "done", "")));
        Assert.That(_app.Files(), Is.Empty);
    }

    private static string Line(RecordedStatement statement)
        => FormattableString.Invariant($"{statement.Text} ({string.Join(", ", statement.Parameters.Select(parameter => parameter.Type))}) {statement.Calls}");
}
