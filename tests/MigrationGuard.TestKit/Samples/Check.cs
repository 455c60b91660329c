using MigrationGuard.Checking;
using MigrationGuard.Observing;
using MigrationGuard.Rules;

namespace MigrationGuard.TestKit.Samples;

/// <summary>The shortest way from SQL text to findings, for tests of rules.</summary>
public static class Check
{
    /// <summary>The findings about one migration on a server such as <c>postgresql 16</c>, after an optional history that is released already.</summary>
    public static IReadOnlyList<Finding> Findings(string server, string sql, string? released = null)
        => [.. SampleCheck.Run(Sample(server, sql, released)).SelectMany(migration => migration.Findings)];

    /// <summary>The findings when a live database answers the questions of the rules as given.</summary>
    public static IReadOnlyList<Finding> LiveFindings(string server, string sql, string released, Func<Question, Answer> answer)
    {
        var (history, options) = SampleCheck.Prepare(Sample(server, sql, released));
        var answers = MigrationChecker.Questions(history, options).ToDictionary(question => question, answer);
        return [.. MigrationChecker.Check(history, options with { Observed = new Observations(answers) }).SelectMany(migration => migration.Findings)];
    }

    /// <summary>What the rules ask a live database about a migration.</summary>
    public static IReadOnlyList<Question> Questions(string server, string sql, string released)
    {
        var (history, options) = SampleCheck.Prepare(Sample(server, sql, released));
        return MigrationChecker.Questions(history, options);
    }

    /// <summary>The findings about a script of which nobody knows how it is run.</summary>
    public static IReadOnlyList<Finding> FindingsOfScript(string server, string sql)
    {
        var sample = RuleSample.Parse("", "test.sql", $"-- sample: {server}\n-- file: 001_script.sql\n{sql}\n");
        return [.. SampleCheck.RunAsScripts(sample).SelectMany(migration => migration.Findings)];
    }

    /// <summary>Whether the rule has a finding about the migration.</summary>
    public static bool Finds(string ruleId, string server, string sql, string? released = null) => Findings(server, sql, released).Any(f => f.Rule.Id == ruleId);

    private static RuleSample Sample(string server, string sql, string? released)
    {
        var text = released is null ? "" : $"-- file: 001_released.sql released\n{released}\n";
        return RuleSample.Parse("", "test.sql", $"-- sample: {server}\n{text}-- file: 002_migration.sql\n{sql}\n");
    }
}
