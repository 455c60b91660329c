using System.Globalization;
using System.Text;
using MigrationGuard.CSharp;
using MigrationGuard.Databases;
using MigrationGuard.TestKit.Roslyn;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>A sample of a rule as a project of migrations that send its SQL, one call for each statement.</summary>
internal static class SampleProject
{
    private const string Directive = "-- migrationguard: ";
    private const string Stamp = "2026010100000";

    /// <summary>The project: the history that is released, the server, what the live versions use.</summary>
    public static VerifyOptions Of(RuleSample sample, MigrationFramework framework)
    {
        var database = sample.Database;
        var product = database.Kind == DatabaseKinds.PostgreSql ? "postgresql" : "sqlserver";
        var words = File.ReadLines(TestKit.RepositoryFiles.Path(sample.Path.Split('/'))).First().Split(' ');
        var edition = words.Length > 4 ? $", \"edition\": \"{words[4]}\"" : "";
        var released = sample.Files.Count(file => file.Released);
        var baseline = released > 0 ? $", \"baseline\": \"{(framework == MigrationFramework.EntityFramework ? Stamp : "")}{released.ToString(CultureInfo.InvariantCulture)}\"" : "";
        return Projects.Unconfigured.With(Projects.Configuration, $$"""{ "database": "{{product}}", "databaseVersion": {{words[3]}}{{edition}}{{baseline}} }""") with
        {
            Sources = sample.Files.Where(file => file.Released).Select((file, number) => (Name: $"Released{number}.cs", Text: Migration(file, number + 1, framework)))
                .Append(("Context.cs", "public sealed class ShopContext : Microsoft.EntityFrameworkCore.DbContext;"))
                .ToDictionary(file => file.Item1, file => file.Item2),
        };
    }

    /// <summary>The migration that is judged.</summary>
    public static string Judged(RuleSample sample, MigrationFramework framework) => Migration(sample.Files.Single(file => !file.Released), sample.Files.Count, framework);

    /// <summary>The bad samples of some rules that can be such projects.</summary>
    public static IEnumerable<TestCaseData> Of(IReadOnlyList<string> ids)
        => RuleSample.All().Where(sample => sample.IsBad && ids.Contains(sample.RuleId) && IsPossible(sample)).Select(sample => new TestCaseData(sample).SetArgDisplayNames(sample.Path));

    /// <summary>Whether there is one migration that is judged, and nothing else that a compiler cannot see.</summary>
    private static bool IsPossible(RuleSample sample)
        => sample.Files.Count(file => !file.Released) == 1 && sample.Files.All(file => !file.Down && !file.Session) && !sample.IsLive && !sample.Live.Known;

    private static string Migration(SampleFile file, int version, MigrationFramework framework)
    {
        if (file.Name.EndsWith(".cs", StringComparison.Ordinal))
        {
            return file.Text;
        }

        return framework == MigrationFramework.EntityFramework ? EntityFramework(file, version) : FluentMigrator(file, version);
    }

    private static string FluentMigrator(SampleFile file, int version)
    {
        var none = file.Text.Contains(Directive + "no-transaction", StringComparison.Ordinal) ? ", TransactionBehavior.None" : "";
        var calls = string.Concat(Statements(file.Text).Select(statement => $"        Execute.Sql({Literal(statement)});\n"));
        return $$"""
            using FluentMigrator;

            [Migration({{version}}{{none}})]
            {{PhaseOf(file)}}public sealed class M{{version}} : Migration
            {
                public override void Up()
                {
            {{calls}}    }

                public override void Down()
                {
                }
            }

            """;
    }

    private static string EntityFramework(SampleFile file, int version)
    {
        var suppressed = file.Text.Contains(Directive + "no-transaction", StringComparison.Ordinal) ? ", suppressTransaction: true" : "";
        var calls = string.Concat(Statements(file.Text).Select(statement => $"        migrationBuilder.Sql({Literal(statement)}{suppressed});\n"));
        return $$"""
            using Microsoft.EntityFrameworkCore.Infrastructure;
            using Microsoft.EntityFrameworkCore.Migrations;

            [DbContext(typeof(ShopContext))]
            [Migration("{{Stamp}}{{version}}_M{{version}}")]
            {{PhaseOf(file)}}public sealed class M{{version}} : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
            {{calls}}    }
            }

            """;
    }

    private static string PhaseOf(SampleFile file)
        => new[] { "Expand", "Migrate", "Contract" }.FirstOrDefault(phase => file.Text.Contains($"{Directive}phase {phase}", StringComparison.OrdinalIgnoreCase)) is { } declared
            ? $"[MigrationGuard.Phase(MigrationGuard.Phase.{declared})]\n"
            : "";

    private static string Literal(string sql) => $"@\"{sql.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<string> Statements(string text)
    {
        var statements = new List<string>();
        var current = new StringBuilder();
        foreach (var line in text.Split('\n').Where(line => !line.StartsWith(Directive, StringComparison.Ordinal)))
        {
            current.Append(line).Append('\n');
            var sql = current.ToString();
            if (line.TrimEnd().EndsWith(';') && (sql.Split("$$").Length - 1) % 2 == 0)
            {
                statements.Add(sql.Trim());
                current.Clear();
            }
        }

        return current.ToString().Trim() is { Length: > 0 } rest ? [.. statements, rest] : statements;
    }
}
