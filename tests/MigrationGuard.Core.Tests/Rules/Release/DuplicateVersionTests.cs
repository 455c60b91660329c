using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Sql;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Release;

public sealed class DuplicateVersionTests
{
    [Test]
    public void Both_paths_are_named()
    {
        var finding = Found("-- file: 002_a.sql\nSELECT 1;\n-- file: 002_b.sql\nSELECT 2;\n").Single();
        Assert.That(finding.Instead, Does.StartWith("Give 002_b.sql a version of its own"));
        Assert.That(finding.Effect, Does.Contain("002_a.sql and 002_b.sql"));
    }

    [TestCase("-- file: 002_a.sql\nSELECT 1;\n-- file: 002_a.down.sql down\nSELECT 2;\n", Description = "up and down are a pair")]
    [TestCase("-- file: 002_a.sql\nSELECT 1;\n-- file: 003_a.sql\nSELECT 2;\n")]
    [TestCase("-- file: old/002_a.sql\nSELECT 1;\n-- file: new/002_a.sql\nSELECT 2;\n", Description = "two histories")]
    public void Nothing_is_double_in(string files) => Assert.That(Found(files), Is.Empty);

    [Test]
    public void Repeatable_migrations_have_no_version()
    {
        var checkedFiles = MigrationChecker.Check(
            [Repeatable("R__views.sql"), Repeatable("R__grants.sql")],
            new CheckOptions { Candidates = [PostgreSql.Of(16)], Today = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        Assert.That(checkedFiles.SelectMany(m => m.Findings).Select(f => f.Rule.Id), Has.None.EqualTo("MG0720"));
    }

    [TestCase("", "", 1)]
    [TestCase("shop", "", 1)]
    [TestCase("shop, tests", "billing, shop", 1)]
    [TestCase("shop", "billing", 0)]
    public void Classes_have_one_version_in_all_folders_and_in_one_file_unless_their_tags_keep_them_apart(string first, string second, int expected)
    {
        foreach (var path in new[] { "a/M.cs", "b/M.cs" })
        {
            var findings = Found(Class("A", "a/M.cs", first), Class("B", path, second)).ToList();
            Assert.That(findings, Has.Count.EqualTo(expected));
            Assert.That(findings.Select(finding => finding.Instead), Is.All.StartWith($"Give B ({path}) a version of its own"));
        }
    }

    [Test]
    public void The_released_one_keeps_its_version()
    {
        var released = new CheckOptions { Candidates = [PostgreSql.Of(16)], IsReleased = migration => migration.Id.Name == "B" };
        var finding = MigrationChecker.Check([Class("A", "a.cs"), Class("B", "b.cs")], released).SelectMany(m => m.Findings).Single(f => f.Rule.Id == "MG0720");
        Assert.That((finding.Span.Path, finding.Instead), Is.EqualTo(("a.cs", "Give A (a.cs) a version of its own that comes after every released one")));
    }

    [Test]
    public void The_way_down_belongs_to_its_class_where_another_has_the_same_version()
    {
        Migration Down(Migration of) => Read(of.Path, "DROP TABLE " + of.Id.Name) with { Id = of.Id, Source = of.Source, Direction = Direction.Down };
        Migration Up(string name) => Read(name + ".cs", $"CREATE TABLE {name} (id int);") with { Id = new MigrationId("1", name), Source = SourceKind.FluentMigrator };
        var result = MigrationChecker.Check([Up("a"), Down(Up("a")), Up("b"), Down(Up("b"))], new CheckOptions { Candidates = [PostgreSql.Of(16)] });
        Assert.That(result.SelectMany(m => m.Findings).Where(f => f.Rule.Id == "MG0331").Select(f => f.Span.Path), Is.EqualTo(new[] { "a.cs", "b.cs" }));
    }

    private static IEnumerable<Finding> Found(params Migration[] history)
        => MigrationChecker.Check(history, new CheckOptions { Candidates = [PostgreSql.Of(16)] }).SelectMany(m => m.Findings).Where(f => f.Rule.Id == "MG0720");

    private static Migration Class(string name, string path, string tags = "")
        => Read(path, "SELECT 1;") with { Id = new MigrationId("2", name), Source = SourceKind.FluentMigrator, Tags = tags.Split(", ", StringSplitOptions.RemoveEmptyEntries) };

    private static Migration Repeatable(string path)
        => Read(path, "GRANT SELECT ON orders TO app;");

    private static Migration Read(string path, string sql)
    {
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource(path, sql));
        return new Migration { Id = new MigrationId("", path), Path = path, Steps = script.Steps, Directives = script.Directives, StatementCount = script.StatementCount };
    }

    private static IEnumerable<Finding> Found(string files)
        => SampleCheck.Run(RuleSample.Parse("", "test.sql", "-- sample: postgresql 16\n" + files)).SelectMany(m => m.Findings).Where(f => f.Rule.Id == "MG0720");
}
