using System.Globalization;
using System.Text;
using MigrationGuard.Databases;
using MigrationGuard.TestKit.Roslyn;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>A sample of a rule as a project of migrations that send its SQL, one call for each statement.</summary>
internal static class SampleProject
{
    private const string Directive = "-- migrationguard: ";

    /// <summary>The project: the history that is released, the server, what the live versions use.</summary>
    public static VerifyOptions Of(RuleSample sample)
    {
        var database = sample.Database;
        var product = database.Kind == DatabaseKinds.PostgreSql ? "postgresql" : "sqlserver";
        var words = File.ReadLines(TestKit.RepositoryFiles.Path(sample.Path.Split('/'))).First().Split(' ');
        var edition = words.Length > 4 ? $", \"edition\": \"{words[4]}\"" : "";
        var released = sample.Files.Count(file => file.Released);
        var baseline = released > 0 ? $", \"baseline\": \"{released.ToString(CultureInfo.InvariantCulture)}\"" : "";
        return Projects.Unconfigured.With(Projects.Configuration, $$"""{ "database": "{{product}}", "databaseVersion": {{words[3]}}{{edition}}{{baseline}} }""") with
        {
            Sources = sample.Files.Where(file => file.Released).Select((file, number) => (Name: $"Released{number}.cs", Text: Migration(file, number + 1))).ToDictionary(file => file.Name, file => file.Text),
        };
    }

    /// <summary>The migration that is judged.</summary>
    public static string Judged(RuleSample sample) => Migration(sample.Files.Single(file => !file.Released), sample.Files.Count);

    /// <summary>Whether there is one migration that is judged, and nothing else that a compiler cannot see.</summary>
    public static bool IsPossible(RuleSample sample)
        => sample.Files.Count(file => !file.Released) == 1 && sample.Files.All(file => !file.Down && !file.Session) && !sample.IsLive && !sample.Live.Known;

    private static string Migration(SampleFile file, int version)
    {
        if (file.Name.EndsWith(".cs", StringComparison.Ordinal))
        {
            return file.Text;
        }

        var none = file.Text.Contains(Directive + "no-transaction", StringComparison.Ordinal) ? ", TransactionBehavior.None" : "";
        var phase = file.Text.Contains(Directive + "phase contract", StringComparison.Ordinal) ? "[MigrationGuard.Phase(MigrationGuard.Phase.Contract)]\n" : "";
        var calls = string.Concat(Statements(file.Text).Select(statement => $"        Execute.Sql(@\"{statement.Replace("\"", "\"\"", StringComparison.Ordinal)}\");\n"));
        return $$"""
            using FluentMigrator;

            [Migration({{version}}{{none}})]
            {{phase}}public sealed class M{{version}} : Migration
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
