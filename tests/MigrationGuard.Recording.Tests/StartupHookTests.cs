using MigrationGuard.Recordings;
using MigrationGuard.TestKit;

namespace MigrationGuard.Recording.Tests;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
internal sealed class StartupHookTests(int major) : RecordedAppFixture(major)
{
    [TestCase("App")]
    [TestCase("OlderApp")]
    public async Task Everything_that_an_application_sends_is_recorded_with_its_types_and_without_its_values(string app)
    {
        var exit = await App.RunAsync(app == "App" ? App.Prepare(app, "raw", Database.ConnectionString) : App.Prepare(app, Database.ConnectionString));

        Assert.That((exit, App.Output.Trim(), App.Errors), Is.EqualTo((0, "done", "")));
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

        var recording = App.Recording;
        Assert.That(recording.Statements.Select(Line), Is.EqualTo(expected));
        Assert.That(recording.Statements.Select(statement => statement.Session?.Database), Is.All.EqualTo(Database.Name));
        foreach (var (name, text) in App.Files())
        {
            Assert.That(text, Does.Not.Contain("secret"), name);
        }
    }

    [Test]
    public async Task A_statement_names_the_place_in_the_application_that_sent_it()
    {
        var start = App.Prepare("App", "raw", Database.ConnectionString);
        start.Environment[RecordingTarget.RootVariable] = RepositoryFiles.Root;

        await App.RunAsync(start);

        var place = App.Recording.Statements.Single(statement => statement.Text.StartsWith("UPDATE", StringComparison.Ordinal)).Origin!;
        var source = File.ReadAllLines(RepositoryFiles.Path("tests", "MigrationGuard.Recording.App", "RawWork.cs"));
        Assert.That((place.File, place.Member), Is.EqualTo(("tests/MigrationGuard.Recording.App/RawWork.cs", "RawWork.WorkOnOneConnection")));
        Assert.That(source[place.Line!.Value - 1], Does.Contain("ExecuteNonQuery"));
    }

    [TestCase("dapper", "SELECT id FROM users WHERE name = $1 AND id = ANY ($2) (text, integer[]) 1")]
    [TestCase("ef", "SELECT u.id, u.name FROM users AS u WHERE u.name = $1 (text) 1")]
    public async Task What_a_library_above_Npgsql_sends_is_recorded_once(string mode, string expected)
    {
        await App.RunAsync(App.Prepare("App", mode, Database.ConnectionString, "secret-5151-from-outside"));
        Assert.That(App.Recording.Statements.Select(Line), Is.EqualTo(new[] { expected }), App.Errors);
    }

    private static string Line(RecordedStatement statement)
        => FormattableString.Invariant($"{statement.Text} ({string.Join(", ", statement.Parameters.Select(parameter => parameter.Type))}) {statement.Calls}");
}
