using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>Code that is half typed, and files of other systems.</summary>
public sealed class RobustnessTests
{
    private const string Source = """
        using FluentMigrator;

        [Migration(7)]
        public class Many : Migration
        {
            public override void Up()
            {
                IfDatabase("Postgres").Create.Index("i").OnTable("users").OnColumn("email").Ascending();
                Create.Column("age").OnTable("users").AsInt32();
                Rename.Column("a").OnTable("users").To("b");
                Execute.Sql(@"DROP INDEX j");
            }

            public override void Down() => Rename.Column("b").OnTable("users").To("a");
        }
        """;

    private static CodeFixProvider[] Fixes { get; } =
        [.. typeof(MigrationFix).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type)).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    [Test]
    public async Task No_fix_fails_over_code_that_is_half_typed()
    {
        var offered = 0;
        for (var length = Source.Length; length > 150; length -= 23)
        {
            offered += await CarryOutAsync(Source[..length]);
        }

        Assert.That(offered, Is.GreaterThan(20));
    }

    [Test]
    public async Task Line_ends_are_those_of_the_file()
    {
        var files = await VerifyFix<PlanFix>.ApplyAsync(
            Projects.Migration("""Rename.Column("a").OnTable("users").To("b");""").ReplaceLineEndings("\r\n"), Fixing.OnPostgreSql("MG0210"));
        Assert.That(files.Values.Select(text => text.Replace("\r\n", "", StringComparison.Ordinal)), Is.All.Not.Contains("\n"));
    }

    [Test]
    public Task A_branch_for_a_database_stays_one() => VerifyFix<OnlineIndexFix>.FixAsync(
        Projects.Migration("""IfDatabase("PostgreSQL").Create.Index("i").OnTable("users").OnColumn("email").Ascending();"""),
        Projects.Migration("""IfDatabase("PostgreSQL").Create.Index("i").OnTable("users").OnColumn("email").Ascending().WithOptions().AsConcurrently();""")
            .Replace("(1)", "(1, TransactionBehavior.None)", StringComparison.Ordinal)
            .Replace("using MigrationGuard;", "using FluentMigrator.Postgres;\nusing MigrationGuard;", StringComparison.Ordinal),
        Fixing.OnPostgreSql("MG0101"));

    private static async Task<int> CarryOutAsync(string source)
    {
        using var host = WorkspaceHost.Of(new Dictionary<string, string> { ["Test.cs"] = source }, Projects.PostgreSql);
        var found = (await host.FindAsync(host.Solution, new StepAnalyzer())).AddRange(await host.FindAsync(host.Solution, new HistoryAnalyzer()));
        var actions = new List<CodeAction>();
        foreach (var diagnostic in found.Where(diagnostic => diagnostic.Location.IsInSource))
        {
            foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(WorkspaceHost.DocumentOf(host.Solution, diagnostic), diagnostic, (action, _) => actions.Add(action), default));
            }
        }

        foreach (var action in actions)
        {
            await action.GetOperationsAsync(default);
        }

        return actions.Count;
    }
}
