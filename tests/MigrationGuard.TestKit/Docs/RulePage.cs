using System.Globalization;
using System.Text;
using MigrationGuard.Databases;
using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.TestKit.Docs;

/// <summary>The page of a rule: what is said about it, its samples and what the check really finds in them.</summary>
public static class RulePage
{
    /// <summary>The page as Markdown.</summary>
    public static string Write(RuleInfo rule, IReadOnlyList<RuleSample> samples)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {rule.Id} {rule.Title}\n\n");
        page.Append("| | |\n|---|---|\n");
        page.Append(CultureInfo.InvariantCulture, $"| Name | {rule.Name} |\n");
        page.Append(CultureInfo.InvariantCulture, $"| Severity | {rule.Severity.ToString().ToLowerInvariant()} |\n");
        page.Append(CultureInfo.InvariantCulture, $"| Databases | {Describe(rule.Databases)} |\n");
        page.Append(CultureInfo.InvariantCulture, $"| Decided by | {Describe(rule.Evidence)} |\n");
        page.Append(CultureInfo.InvariantCulture, $"| Fix | {Describe(rule.Fix)} |\n");
        page.Append(IsAboutReading(rule) ? "\n" : $"| The fact behind it | {DescribeFact(rule)} |\n\n");
        page.Append(CultureInfo.InvariantCulture, $"**When.** {rule.When}.\n\n**Effect.** {rule.EffectInGeneral ?? rule.Effect}.\n\n**Instead.** {rule.InsteadInGeneral ?? rule.Instead}.\n\n");
        foreach (var sample in samples)
        {
            WriteSample(page, sample);
        }

        page.Append("## Sources\n\n");
        foreach (var source in rule.Sources)
        {
            page.Append(CultureInfo.InvariantCulture, $"* {(source.StartsWith("http", StringComparison.Ordinal) ? $"<{source}>" : source)}\n");
        }

        var (files, comment, language) = samples.Count > 0 && samples.All(sample => sample.IsCSharp) ? ("cs", "//", "csharp") : ("sql", "--", "sql");
        page.Append(CultureInfo.InvariantCulture, $"\n## Configure severity\n\n```ini\n[*.{files}]\ndotnet_diagnostic.{rule.Id}.severity = warning\n```\n\n");
        page.Append("Silence one statement, with a reason, by a comment before it:\n\n");
        page.Append(CultureInfo.InvariantCulture, $"```{language}\n{comment} migrationguard: ignore {rule.Id} because …\n```\n");
        return page.ToString();
    }

    private static void WriteSample(StringBuilder page, RuleSample sample)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {(sample.IsBad ? "Bad" : "Good")} ({sample.Database.Name})\n\n");
        foreach (var file in sample.Files)
        {
            var role = (file.Released, file.Down) switch
            {
                _ when file.Session => ", in another session that has not committed",
                (true, _) => ", released before",
                (_, true) => ", undoes the one above",
                _ => "",
            };
            page.Append(CultureInfo.InvariantCulture, $"`{file.Name}`{role}:\n\n```{(sample.IsCSharp ? "csharp" : "sql")}\n{file.Text}```\n\n");
        }

        if (sample.IsLive)
        {
            WriteMeasured(page, sample);
            return;
        }

        var findings = SampleCheck.Run(sample).SelectMany(m => m.Findings.Select(f => (m, f))).ToArray();
        page.Append(findings.Length == 0 ? "No finding.\n\n" : "`migrationguard check` says:\n\n```text\n");
        foreach (var (_, finding) in findings)
        {
            var verified = finding.NotVerified ? " (not verified)" : "";
            page.Append(CultureInfo.InvariantCulture, $"{finding.Span}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule.Id}: {finding.Effect}{verified}\n");
            page.Append(CultureInfo.InvariantCulture, $"    {finding.Instead}\n");
            if (finding.Suggestion is not null)
            {
                page.Append("    " + finding.Suggestion.TrimEnd().Replace("\n", "\n    ", StringComparison.Ordinal) + "\n");
            }
        }

        page.Append(findings.Length == 0 ? "" : "```\n\n");
    }

    // What the check said on real servers, as a test has recorded it and compares it.
    private static void WriteMeasured(StringBuilder page, RuleSample sample)
    {
        var recorded = RepositoryFiles.Path(Path.ChangeExtension(sample.Path, ".txt"));
        page.Append(File.Exists(recorded)
            ? $"`migrationguard check --connection` says of the live database, among others:\n\n```text\n{File.ReadAllText(recorded).ReplaceLineEndings("\n")}```\n\n"
            : "No finding of this rule.\n\n");
    }

    private static string Describe(DatabaseKinds databases) => databases switch
    {
        DatabaseKinds.PostgreSql => "PostgreSQL",
        DatabaseKinds.SqlServer => "SQL Server",
        _ => "PostgreSQL, SQL Server",
    };

    private static string Describe(Evidence evidence) => evidence switch
    {
        Evidence.Step => "the statement and the state before it",
        Evidence.History => "the migration as a whole, or the history",
        Evidence.Configuration => "the host of the check, from what it is given",
        _ => "a live database",
    };

    private static string Describe(FixKind fix) => fix switch
    {
        FixKind.Mechanical => "mechanical: the finding carries the replacing SQL",
        FixKind.Plan => "a plan of several steps: the finding carries its SQL",
        FixKind.Code => "mechanical in C#, by a code fix of the package; in SQL by hand",
        _ => "by hand",
    };

    // Comments and SQL that was not understood: no fact about a server.
    private static bool IsAboutReading(RuleInfo rule) => rule.Id.StartsWith("MG09", StringComparison.Ordinal);

    private static string DescribeFact(RuleInfo rule) => rule.Confidence switch
    {
        Confidence.Measured when rule.Databases == DatabaseKinds.PostgreSql => "measured on PostgreSQL",
        Confidence.Measured => "measured on PostgreSQL, read for SQL Server",
        Confidence.Documented => "documented by the vendor",
        Confidence.SourceRead => "read in the source",
        _ => "not verified: never an error",
    };
}
