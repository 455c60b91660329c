using MigrationGuard.Cli.Sources;

namespace MigrationGuard.Cli.Tests.Sources;

public sealed class GlobTests
{
    [TestCase("*.sql", "a.sql", true)]
    [TestCase("*.sql", "db/a.sql", false)]
    [TestCase("**/*.sql", "a.sql", true)]
    [TestCase("**/*.sql", "db/sub/a.sql", true)]
    [TestCase("db/**/a.sql", "db/a.sql", true)]
    [TestCase("**/legacy/**.sql", "db/legacy/deep/a.sql", true)]
    [TestCase("**/legacy/**.sql", "db/new/a.sql", false)]
    [TestCase("*.{sql,cs}", "a.cs", true)]
    [TestCase("*.{sql,cs}", "a.vb", false)]
    [TestCase("{a,{b,c}}.sql", "c.sql", true)]
    [TestCase("V{1..12}.sql", "V12.sql", true)]
    [TestCase("V{1..12}.sql", "V13.sql", false)]
    [TestCase("{single}.sql", "{single}.sql", true)]
    [TestCase("V?.sql", "V1.sql", true)]
    [TestCase("V?.sql", "V.sql", false)]
    [TestCase("[0-9]*.sql", "1_a.sql", true)]
    [TestCase("[!0-9]*.sql", "1_a.sql", false)]
    [TestCase("[.sql", "[.sql", true)]
    [TestCase("*", "a.sql", true)]
    [TestCase("", "", true)]
    public void A_pattern_matches_the_whole_path(string pattern, string path, bool expected)
        => Assert.That(new Glob(pattern).Matches(path), Is.EqualTo(expected));

    [Test]
    public void Nested_braces_that_multiply_are_cut_off()
        => Assert.That(new Glob(string.Concat(Enumerable.Repeat("{a,b,c,d}", 30))).Matches("x"), Is.False);
}
