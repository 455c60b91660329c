using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class EditorConfigTests
{
    [TestCase("error", Severity.Error)]
    [TestCase("warning", Severity.Warning)]
    [TestCase("suggestion", Severity.Info)]
    [TestCase("silent", Severity.None)]
    [TestCase("none", Severity.None)]
    [TestCase("warning # until the next release", Severity.Warning)]
    public void A_severity_is_read(string value, Severity expected)
        => Assert.That(Configured($"[*.sql]\ndotnet_diagnostic.MG0101.severity = {value}\n", "a.sql"), Is.EqualTo(expected));

    [TestCase("default")]
    [TestCase("loud")]
    public void Other_words_leave_the_severity_of_the_rule(string value)
        => Assert.That(Configured($"[*.sql]\ndotnet_diagnostic.MG0101.severity = {value}\n", "a.sql"), Is.Null);

    [TestCase("*.{sql,cs}", "deep/a.sql", true)]
    [TestCase("**/legacy/**.sql", "db/legacy/x/a.sql", true)]
    [TestCase("/db/*.sql", "db/a.sql", true)]
    [TestCase("/db/*.sql", "db/deep/a.sql", false)]
    [TestCase("db/*.sql", "other/db/a.sql", false)]
    [TestCase("*.cs", "a.sql", false)]
    public void A_section_holds_for_the_files_that_its_pattern_matches(string section, string file, bool expected)
        => Assert.That(Configured($"[{section}]\ndotnet_diagnostic.mg0101.severity=none\n", file), Is.EqualTo(expected ? Severity.None : (Severity?)null));

    [Test]
    public void The_later_line_wins()
        => Assert.That(Configured("[*]\ndotnet_diagnostic.MG0101.severity = error\n[*.sql]\ndotnet_diagnostic.MG0101.severity = none\n", "a.sql"), Is.EqualTo(Severity.None));

    [Test]
    public void A_line_before_the_first_section_counts_for_nothing()
        => Assert.That(Configured("dotnet_diagnostic.MG0101.severity = none\n[*.sql]\n", "a.sql"), Is.Null);

    [Test]
    public void The_nearer_file_wins_and_root_ends_the_search()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".editorconfig", "root = true\n[*.sql]\ndotnet_diagnostic.MG0101.severity = none\ndotnet_diagnostic.MG0102.severity = none\n");
        folder.Write("near/.editorconfig", "[*.sql]\ndotnet_diagnostic.MG0101.severity = error\n");
        folder.Write("own/.editorconfig", "root = true\n[*.sql]\n");
        var config = new EditorConfig();
        Assert.Multiple(() =>
        {
            Assert.That(config.SeverityOf("MG0101", Path.Combine(folder.Path, "near", "a.sql")), Is.EqualTo(Severity.Error));
            Assert.That(config.SeverityOf("MG0102", Path.Combine(folder.Path, "near", "a.sql")), Is.EqualTo(Severity.None));
            Assert.That(config.SeverityOf("MG0102", Path.Combine(folder.Path, "own", "a.sql")), Is.Null);
        });
    }

    private static Severity? Configured(string text, string file) => EditorConfigFile.Parse("/p", text).Apply("MG0101", "/p/" + file, null);
}
