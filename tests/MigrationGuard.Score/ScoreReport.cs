using System.Globalization;
using System.Text;

namespace MigrationGuard.Score;

/// <summary>Prints scores: recall and false alarms per family, then every disagreement with its text.</summary>
internal static class ScoreReport
{
    /// <summary>The report about one file.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="scores">The scores of its cases.</param>
    /// <param name="explained">The text of docs/disagreements.md.</param>
    public static string Write(string file, IReadOnlyList<Score> scores, string explained)
    {
        var page = new StringBuilder();
        var judged = scores.Where(s => s.Answer != Answer.NotJudged).ToArray();
        page.Append(CultureInfo.InvariantCulture, $"{file}: {scores.Count} cases, {judged.Length} judged\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{"family",-42} {"recall",10} {"false alarms",14}\n");
        foreach (var family in judged.GroupBy(s => s.Case.Family ?? RuleMap.Normalize(s.Case.Rule)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            WriteRow(page, family.Key, [.. family]);
        }

        WriteRow(page, "safety rules", [.. judged.Where(s => !s.Case.StyleOnly)]);
        WriteRow(page, "style rules", [.. judged.Where(s => s.Case.StyleOnly)]);
        WriteRow(page, "all", judged);
        foreach (var rule in scores.Where(s => s.Answer == Answer.NotJudged).GroupBy(s => $"{s.Case.Tool} {s.Case.Rule}: {s.Reason}"))
        {
            page.Append(CultureInfo.InvariantCulture, $"not judged: {rule.Key} ({rule.Count()})\n");
        }

        WriteDisagreements(page, [.. scores.Where(s => s.Disagrees)], explained);
        return page.ToString();
    }

    private static void WriteRow(StringBuilder page, string name, Score[] scores)
    {
        var bad = scores.Where(s => s.Case.Violation).ToArray();
        var good = scores.Where(s => !s.Case.Violation).ToArray();
        page.Append(CultureInfo.InvariantCulture, $"{name,-42} {$"{bad.Count(Complains)}/{bad.Length}",10} {$"{good.Count(Complains)}/{good.Length}",14}\n");
    }

    private static bool Complains(Score score) => score.Answer == Answer.Violation;

    private static void WriteDisagreements(StringBuilder page, Score[] scores, string explained)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n{scores.Length} disagreements, {scores.Count(s => IsExplained(s, explained))} explained in docs/disagreements.md\n");
        foreach (var score in scores)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n{score.Case.Key} (line {score.Case.Line}, PostgreSQL {score.Case.Version})\n");
            page.Append(CultureInfo.InvariantCulture, $"  they say {(score.Case.Violation ? "violation" : "ok")}, we say {score.Answer.ToString().ToLowerInvariant()}");
            page.Append(IsExplained(score, explained) ? "; explained in docs/disagreements.md\n" : "\n");
            page.Append("    " + score.Case.Sql.Trim().Replace("\n", "\n    ", StringComparison.Ordinal) + "\n");
            foreach (var finding in score.Findings)
            {
                page.Append(CultureInfo.InvariantCulture, $"  our finding at line {finding.Span.Line}: {finding.Rule.Id} {finding.Effect}\n");
            }
        }
    }

    // The keys stand in the document between backticks.
    private static bool IsExplained(Score score, string explained) => explained.Contains($"`{score.Case.Key}`", StringComparison.Ordinal);
}
