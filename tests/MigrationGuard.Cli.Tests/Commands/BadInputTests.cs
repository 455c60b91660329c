using System.Text;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class BadInputTests
{
    private const string Dangerous = "SET lock_timeout = '2s';\r\nCREATE INDEX straße_idx ON straße (größe);\r\n";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    private static IEnumerable<TestCaseData> Encodings()
    {
        yield return new TestCaseData(Encoding.UTF8.GetBytes(Dangerous)).SetArgDisplayNames("UTF-8");
        yield return new TestCaseData((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Dangerous)]).SetArgDisplayNames("UTF-8 with a mark");
        yield return new TestCaseData((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Dangerous)]).SetArgDisplayNames("UTF-16");
        yield return new TestCaseData((byte[])[0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Dangerous)]).SetArgDisplayNames("UTF-16 big endian");
        yield return new TestCaseData(Encoding.Unicode.GetBytes(Dangerous)).SetArgDisplayNames("UTF-16 without a mark");
        yield return new TestCaseData(Encoding.Latin1.GetBytes(Dangerous)).SetArgDisplayNames("Latin-1");
    }

    [TestCaseSource(nameof(Encodings))]
    public void A_danger_is_found_at_its_place_in_every_encoding(byte[] bytes)
    {
        _folder.Write("1_a.sql", bytes);
        var outcome = Check("1_a.sql");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No));
        Assert.That(outcome.Output, Does.Contain("1_a.sql(2,1): error MG0101").And.Contain("on straße waits"));
    }

    [Test]
    public void A_binary_file_is_refused_and_the_others_are_checked()
    {
        _folder.Write("1_a.sql", [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 0]);
        _folder.Write("2_b.sql", "SELECT 1;");
        var outcome = Check(".");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("1_a.sql: is not a text file; leave it out"));
        Assert.That(outcome.Output, Does.Contain("2_b.sql"));
    }

    [Test]
    public void An_unterminated_quote_leaves_the_check_undecided_with_a_place()
    {
        _folder.Write("1_a.sql", "SET lock_timeout = '2s';\nINSERT INTO orders (note) VALUES ('never ends;\nSELECT 1;\n");
        var outcome = Check(".");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(outcome.Output, Does.Match(@"1_a\.sql\(\d+,\d+\): warning MG0900"));
    }

    [Test]
    public void Ten_thousand_nested_parentheses_are_survived()
    {
        _folder.Write("1_a.sql", "SELECT " + new string('(', 10_000) + "1" + new string(')', 10_000) + ";\nALTER TABLE t ADD CHECK (" + new string('(', 10_000) + "\n");
        _folder.Write("2_b.sql", "CREATE INDEX i ON orders (customer_id);");
        var outcome = Check(".");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No));
        Assert.That(outcome.Output, Does.Contain("2_b.sql(1,1): error MG0101"));
    }

    [Test]
    public void A_link_to_a_folder_above_is_said_and_ends_there()
    {
        _folder.Write("db/1_a.sql", "SELECT 1;");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "db", "again"), "..");
        var outcome = Check("db");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("db/again/db: is a symbolic link to a folder that is read already"));
        Assert.That(outcome.Output, Does.Contain("db/1_a.sql"));
    }

    [TestCase("2_b.sql", "2_b.sql")]
    [TestCase("2_b.sql", "nowhere.sql")]
    [TestCase("folder", "folder")]
    public void A_link_that_leads_nowhere_or_to_itself_is_said(string link, string target)
    {
        _folder.Write("1_a.sql", "SELECT 1;");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, link), target);
        var outcome = Check(".");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain(link + ": "));
        Assert.That(outcome.Output, Does.Contain("1_a.sql"));
    }

    [Test]
    public void A_linked_folder_elsewhere_is_read()
    {
        _folder.Write("shared/1_a.sql", "SELECT 1;");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "db"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "db", "shared"), "../shared");
        Assert.That(Check("db").Output, Does.Contain("db/shared/1_a.sql"));
    }

    [Test]
    public void A_lack_of_permission_is_a_problem_with_advice()
        => Assert.That(Problem.Of("a.sql", new UnauthorizedAccessException())!.ToString(), Is.EqualTo("a.sql: no permission to read it; grant it or leave the path out"));

    [TestCase("{ \"database\": \"postgresql\", \"edition\": \"enterprise\" }", "migrationguard.json(1,40): PostgreSQL has no editions")]
    [TestCase("{ \"databaseVersion\": 16 }", "migrationguard.json(1,22): a version or edition needs the database too")]
    [TestCase("{ \"database\": \"sqlserver\", \"databaseVersion\": 16 }", "migrationguard.json(1,47): SQL Server '16' is not supported")]
    [TestCase("{ \"database\": \"postgresql\", \"baseline\": \"99_z\" }", "migrationguard.json(1,41): no migration is called \"99_z\"; nearest are \"1_a\"")]
    public void A_configuration_that_contradicts_itself_is_refused_with_its_place(string json, string message)
    {
        _folder.Write("1_a.sql", "SELECT 1;");
        _folder.Write("migrationguard.json", json);
        var outcome = InProcess.Run(_folder, "check", ".");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain(message));
    }

    [Test]
    public void Two_configurations_are_one_too_many()
    {
        _folder.Write("a/migrationguard.json", "{}");
        _folder.Write("a/1_a.sql", "SELECT 1;");
        _folder.Write("b/migrationguard.json", "{}");
        _folder.Write("b/1_a.sql", "SELECT 1;");
        var outcome = InProcess.Run(_folder, "check", "a", "b");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage,
            "migrationguard: two configurations apply: \"a/migrationguard.json\" or \"b/migrationguard.json\"; check their folders one at a time, or choose with --config\n")));
    }

    private Outcome Check(string path) => InProcess.Run(_folder, "check", path, "--database", "postgresql", "--database-version", "16");
}
