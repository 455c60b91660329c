using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>Markdown for a comment on a pull request: verdict, findings, and the phases folded away.</summary>
internal sealed class MarkdownReport : IReport
{
    // A comment on GitHub holds 65,536 characters.
    private const int MostFindings = 50;

    private const int MostFiles = 200;

    /// <inheritdoc />
    public void Write(CheckReport report, TextWriter output)
    {
        output.Write($"### MigrationGuard: {Names.Sentence(report.Verdict)}\n\n");
        WriteSummary(report, output);
        var findings = report.Files.SelectMany(file => file.Findings.Select(finding => (file, finding))).OrderByDescending(pair => pair.finding.Severity).ToList();
        foreach (var (file, finding) in findings.Take(MostFindings))
        {
            WriteFinding(file, finding, output);
        }

        if (findings.Count > MostFindings)
        {
            output.Write(FormattableString.Invariant($"and {findings.Count - MostFindings} more: `migrationguard check` lists all of them.\n\n"));
        }

        foreach (var problem in report.Problems)
        {
            output.Write($"**not checked** {Code(problem.Path)}: {Escape(problem.Text)}\n\n");
        }

        WritePhases(report, output);
    }

    private static void WriteSummary(CheckReport report, TextWriter output)
    {
        var summary = report.Summary;
        output.Write($"{Names.Count(summary.Migrations, "migration")} for {(report.Servers.Count > 0 ? string.Join("; ", report.Servers) : "no server")}: ");
        output.Write($"{Names.Count(summary.Errors, "error")}, {Names.Count(summary.Warnings, "warning")}, {Names.Count(summary.Infos, "note")}");
        output.Write(summary.Held > 0 ? FormattableString.Invariant($", {summary.Held} held for the gate") : "");
        output.Write(FormattableString.Invariant($"; {summary.Understood} of {Names.Count(summary.Statements, "statement")} understood.\n\n"));
    }

    private static void WriteFinding(ReportedFile file, Finding finding, TextWriter output)
    {
        output.Write(FormattableString.Invariant($"**{Names.Of(finding.Severity)}** [{finding.Rule.Id}]({finding.Rule.HelpUri}) {Escape(finding.Rule.Title)} – {Code($"{finding.Span.Path}:{finding.Span.Line}")}\n\n"));
        if (finding.Span.Length > 0)
        {
            WriteBlock(Excerpts.Statement(file, finding.Span, 200), finding.Span.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? "csharp" : "sql", output);
        }

        output.Write($"{Escape(Names.EffectOf(finding))}.\n**Instead:** {Escape(finding.Instead)}.\n\n");
        if (finding.Suggestion is { } suggestion)
        {
            WriteSql(suggestion.TrimEnd(), output);
        }
    }

    private static void WritePhases(CheckReport report, TextWriter output)
    {
        if (report.Files.Count == 0)
        {
            return;
        }

        output.Write("<details><summary>Phases</summary>\n\n| migration | expand | migrate | contract | unknown | |\n|---|---|---|---|---|---|\n");
        foreach (var migration in report.Files.SelectMany(file => file.Migrations).Take(MostFiles))
        {
            int Steps(string phase) => migration.Steps.Count(step => Names.PhaseOf(step.Classification) == phase);
            var direction = migration.Migration.Direction == Direction.Down ? " (down)" : "";
            output.Write(FormattableString.Invariant($"| {Code(migration.Migration.Path)}{direction} | {Steps("expand")} | {Steps("migrate")} | {Steps("contract")} | {Steps("unknown")} | {(migration.Held ? "held for the gate" : "")} |\n"));
        }

        output.Write(report.Files.Count > MostFiles ? FormattableString.Invariant($"| and {report.Files.Count - MostFiles} more files | | | | | |\n") : "");
        output.Write("\n</details>\n");
    }

    /// <summary>Writes a block of SQL.</summary>
    public static void WriteSql(string sql, TextWriter output) => WriteBlock(sql, "sql", output);

    private static void WriteBlock(string text, string language, TextWriter output)
    {
        var fence = text.Contains("```", StringComparison.Ordinal) ? "~~~~" : "```";
        output.Write($"{fence}{language}\n{text}\n{fence}\n\n");
    }

    /// <summary>Text in a code span that may stand in a table.</summary>
    public static string Code(string text) => text.Contains('`') ? "`` " + text + " ``" : "`" + text.Replace("|", "\\|", StringComparison.Ordinal) + "`";

    /// <summary>Text that means itself.</summary>
    public static string Escape(string text)
    {
        var escaped = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c is '*' or '_' or '`' or '<' or '>' or '[' or ']' or '|' or '\\' or '#' or '@' ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }
}
