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

    private static Migration Repeatable(string path)
    {
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource(path, "GRANT SELECT ON orders TO app;"));
        return new Migration { Id = new MigrationId("", path), Path = path, Steps = script.Steps, Directives = script.Directives, StatementCount = script.StatementCount };
    }

    private static IEnumerable<Finding> Found(string files)
        => SampleCheck.Run(RuleSample.Parse("", "test.sql", "-- sample: postgresql 16\n" + files)).SelectMany(m => m.Findings).Where(f => f.Rule.Id == "MG0720");
}
