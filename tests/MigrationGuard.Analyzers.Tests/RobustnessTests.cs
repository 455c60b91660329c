using Microsoft.CodeAnalysis;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class RobustnessTests
{
    private static readonly string Whole = Projects.Migration("""
        Create.Table("orders").WithColumn("id").AsInt64().PrimaryKey().WithColumn("note").AsString(200).Nullable();
        foreach (var name in new[] { "a", "b" })
        {
            Alter.Table("orders").AddColumn(name).AsInt32().NotNullable();
        }

        Execute.Sql($"UPDATE orders SET note = '{typeof(int).Name}'");
        """, """[AllowFinding("MG0101", Because = "ten rows")]""");

    [Test]
    public void No_beginning_of_a_source_makes_an_analyzer_fail([Range(0, 19)] int part)
        => Assert.That(async () => await RunAsync(Whole[..(Whole.Length * part / 20)]), Throws.Nothing);

    [Test]
    public void A_source_without_any_one_of_its_lines_makes_no_analyzer_fail()
    {
        var lines = Whole.Split('\n');
        Assert.Multiple(() =>
        {
            for (var i = 0; i < lines.Length; i++)
            {
                var missing = i;
                Assert.That(async () => await RunAsync(string.Join('\n', lines.Where((_, at) => at != missing))), Throws.Nothing, $"without line {missing + 1}");
            }
        });
    }

    [Test]
    public async Task Five_thousand_migrations_are_all_looked_at()
    {
        var sources = Enumerable.Range(1, 5000).ToDictionary(
            version => $"M{version}.cs", version => Projects.Migration($"""Create.Index("ix{version}").OnTable("orders").OnColumn("c{version}");""", version: version));
        var found = await Analysis.RunAsync(Projects.PostgreSql, sources);
        Assert.That(found.Where(diagnostic => diagnostic.Id == "MG0101").Select(diagnostic => diagnostic.Location.SourceTree!.FilePath).Distinct().Count(), Is.EqualTo(5000));
    }

    [Test]
    public async Task Each_of_several_projects_is_its_own_history()
    {
        var first = CompilerHost.Compile(Sources("""Create.Table("orders").WithColumn("id").AsInt32();"""), Projects.PostgreSql);
        var second = CompilerHost.Compile(Sources("""Create.Index("ix").OnTable("orders").OnColumn("id");"""), Projects.PostgreSql).AddReferences(first.ToMetadataReference());
        var surroundings = CompilerHost.Surroundings(Projects.PostgreSql);
        var inFirst = await CompilerHost.AnalyzeAsync(first, surroundings, new StepAnalyzer(), new HistoryAnalyzer());
        var inSecond = await CompilerHost.AnalyzeAsync(second, surroundings, new StepAnalyzer(), new HistoryAnalyzer());
        Assert.That(inFirst.Select(diagnostic => diagnostic.Id), Has.None.EqualTo("MG0101").And.None.EqualTo("MG0720"));
        Assert.That(inSecond.Select(diagnostic => diagnostic.Id), Has.One.EqualTo("MG0101").And.None.EqualTo("MG0720"));
    }

    [Test]
    public async Task A_class_in_several_parts_is_one_migration()
    {
        var found = await Analysis.RunAsync(Projects.PostgreSql, new Dictionary<string, string>
        {
            ["M1.cs"] = Projects.Migration("RenameIt();").Replace("sealed class", "sealed partial class", StringComparison.Ordinal),
            ["M1.Rename.cs"] = """
                public sealed partial class M1
                {
                    private void RenameIt() => Rename.Column("a").OnTable("orders").To("b");
                }
                """,
        });
        Assert.That(found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => Path.GetFileName(diagnostic.Location.SourceTree!.FilePath)), Is.EqualTo(new[] { "M1.cs" }));
    }

    private static Dictionary<string, string> Sources(string up) => new() { ["M.cs"] = Projects.Migration(up) };

    private static Task RunAsync(string source) => Analysis.RunAsync(Projects.PostgreSql, source);
}
