using MigrationGuard.Databases;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Samples;
using Npgsql;

namespace MigrationGuard.Tests;

/// <summary>Every PostgreSQL sample of a rule runs on a real server; only samples of migrations that fail may fail.</summary>
public sealed class SamplesRunTests
{
    private static IEnumerable<TestCaseData> Samples() =>
        from sample in RuleSample.All().Where(sample => !sample.IsCSharp)
        where sample.Database.Kind == DatabaseKinds.PostgreSql && !sample.IsLive
        from version in new[] { 15, 18 }
        where sample.Database.Version <= version
        select new TestCaseData(sample, version);

    [TestCaseSource(nameof(Samples))]
    public async Task A_sample_runs(RuleSample sample, int version)
    {
        using var database = PostgresServer.Get(version).CreateDatabase();
        try
        {
            foreach (var file in sample.Files)
            {
                await Run(database.ConnectionString, file.Text);
            }
        }
        catch (PostgresException e)
        {
            Assert.That(sample.IsBad && IsAboutFailures(sample), Is.True, $"{e.SqlState} {e.MessageText}");
        }
    }

    // MG0903 is about a routine that nobody knows: it is not there.
    private static bool IsAboutFailures(RuleSample sample) => sample.RuleId.StartsWith("MG06", StringComparison.Ordinal) || sample.RuleId == "MG0903";

    private static async Task Run(string connectionString, string text)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        foreach (var part in Parts(text))
        {
            await using var command = new NpgsqlCommand(part, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    // One batch is one transaction; a migration that runs outside one is sent statement by statement.
    private static List<string> Parts(string text)
    {
        if (!text.Contains("no-transaction", StringComparison.Ordinal))
        {
            return [text];
        }

        var parts = new List<string>();
        foreach (var piece in text.Split(";\n"))
        {
            var open = parts.Count > 0 && (parts[^1].Split("$$").Length & 1) == 0;
            if (open)
            {
                parts[^1] += ";\n" + piece;
            }
            else if (piece.Trim().Length > 0)
            {
                parts.Add(piece);
            }
        }

        return parts;
    }
}
