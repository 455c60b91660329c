using System.Text.Json;
using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class WaiveTests
{
    private const string Sql = "CREATE INDEX users_email ON users (email);\nCREATE INDEX users_name ON users (name);\n";

    private readonly TemporaryFolder _folder = new();

    [SetUp]
    public void Write() => _folder.Write("db/1.sql", Sql);

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_waived_finding_does_not_fail_the_check_until_its_day_or_another_text()
    {
        Assert.That(Run("check", "db", "--database", "postgresql").Code, Is.EqualTo(ExitCode.No));
        Assert.That(Run("waive", "MG0101@db/1.sql:1", "db", "--database", "postgresql", "--as", "ann", "--reason", "ten rows", "--until", "2099-01-01").Output, Is.EqualTo("MG0101@db/1.sql:1 may stay until 2099-01-01: ten rows (ann). Commit migrationguard.waivers.json\n"));
        Run("waive", "MG0101@db/1.sql:2", "db", "--database", "postgresql", "--as", "ann", "--reason", "ten rows, too", "--until", "2099-01-01");
        var checkedAgain = Run("check", "db", "--database", "postgresql");
        Assert.That(checkedAgain.Output, Does.Contain("waived MG0101 in line 1 until 2099-01-01 by ann: ten rows"));
        Assert.That(checkedAgain.Code, Is.EqualTo(ExitCode.Yes), checkedAgain.Output);

        Assert.That(Suppressed(), Is.EqualTo(new[] { "ten rows (ann, until 2099-01-01)", "ten rows, too (ann, until 2099-01-01)" }));
        _folder.Write("migrationguard.waivers.json", File.ReadAllText(Path.Combine(_folder.Path, "migrationguard.waivers.json")).Replace("2099-01-01", "2020-01-01", StringComparison.Ordinal));
        var late = Run("check", "db", "--database", "postgresql");
        Assert.That(late.Code, Is.EqualTo(ExitCode.No));
        Assert.That(late.Error, Does.Contain("MG0101 is back: the waiver ").And.Contain(" of ann ended on 2020-01-01"));
    }

    [Test]
    public void In_another_text_it_is_void_and_a_waiver_for_nothing_is_said()
    {
        Run("waive", "MG0101@db/1.sql:1", "db", "--database", "postgresql", "--as", "ann", "--reason", "ten rows");
        _folder.Write("db/1.sql", Sql + "CREATE TABLE t (id bigint PRIMARY KEY);\n");
        Assert.That(Run("check", "db", "--database", "postgresql").Error, Does.Contain("MG0101 is back").And.Contain("is for another text of the file"));
        _folder.Write("db/1.sql", "CREATE TABLE t (id bigint PRIMARY KEY);\n");
        Assert.That(Run("check", "db", "--database", "postgresql").Error, Does.Contain("is for no finding that there is: 'migrationguard waive remove"));
        var id = Run("waive", "list").Output[..10];
        Assert.That(Run("waive", "remove", id).Output, Is.EqualTo("MG0101 in db/1.sql is no longer waived\n"));
        Assert.That(Run("waive", "list").Output, Is.EqualTo("nothing is waived\n"));
    }

    [TestCase("which finding?", "waive")]
    [TestCase("--reason: say why", "waive", "MG0101@db/1.sql:1", "db")]
    [TestCase("--as: say who", "waive", "MG0101@db/1.sql:1", "db", "--reason", "x")]
    [TestCase("there is no finding \"MG0999@db/1.sql:1\"; there is MG0101@db/1.sql:1", "waive", "MG0999@db/1.sql:1", "db", "--database", "postgresql", "--reason", "x", "--as", "ann")]
    [TestCase("is no day; write e.g. 2026-12-31", "waive", "MG0101@db/1.sql:1", "db", "--reason", "x", "--as", "ann", "--until", "soon")]
    [TestCase("there is no waiver \"abc\"", "waive", "remove", "abc")]
    public void What_cannot_be_is_said(string says, params string[] arguments)
    {
        var ended = Run(arguments);
        Assert.That(ended.Code, Is.EqualTo(ExitCode.Usage), ended.Error);
        Assert.That(ended.Error, Does.Contain(says));
    }

    private string?[] Suppressed()
    {
        using var sarif = JsonDocument.Parse(Run("check", "db", "--database", "postgresql", "--output", "sarif").Output);
        return [.. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Where(result => result.TryGetProperty("suppressions", out _)).Select(result => result.GetProperty("suppressions")[0].GetProperty("justification").GetString())];
    }

    private Outcome Run(params string[] arguments) => InProcess.Run(_folder, arguments);
}
