using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>Annotations of GitHub Actions: https://docs.github.com/actions/reference/workflow-commands-for-github-actions</summary>
internal sealed class GithubReport : IReport
{
    /// <inheritdoc />
    public void Write(CheckReport report, TextWriter output)
    {
        foreach (var finding in report.Files.SelectMany(file => file.Findings))
        {
            var command = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            var suggestion = finding.Suggestion is { } sql ? "\n" + sql.TrimEnd() : "";
            output.Write(FormattableString.Invariant($"::{command} file={Property(finding.Span.Path)},line={finding.Span.Line},col={finding.Span.Column},"));
            output.Write($"title={Property($"{finding.Rule.Id} {finding.Rule.Title}")}::{Data($"{Names.EffectOf(finding)}. {finding.Instead}.{suggestion}")}\n");
        }

        foreach (var problem in report.Problems)
        {
            output.Write($"::error file={Property(problem.Path)},title=not checked::{Data(problem.Text)}\n");
        }

        var summary = report.Summary;
        output.Write(FormattableString.Invariant($"migrationguard check {Names.Sentence(report.Verdict)} ({Names.Count(summary.Errors, "error")}, {Names.Count(summary.Warnings, "warning")}, {summary.Understood} of {Names.Count(summary.Statements, "statement")} understood)\n"));
    }

    /// <summary>The data of a workflow command.</summary>
    public static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    /// <summary>A property of a workflow command.</summary>
    public static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
