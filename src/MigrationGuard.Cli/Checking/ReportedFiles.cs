using System.Runtime.InteropServices;
using MigrationGuard.Checking;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>Puts results together by file.</summary>
/// <param name="asked">The files at which the user is asked for the database; only the first is.</param>
/// <param name="severities">The configured severities.</param>
internal sealed class ReportedFiles(IReadOnlyList<LoadedFile> asked, ConfiguredSeverities severities)
{
    /// <summary>The judged files in the order of the results.</summary>
    public List<ReportedFile> Of(IReadOnlyList<CheckedHistory> results, LoadedFile[] loaded)
    {
        var byPath = new Dictionary<string, List<CheckedMigration>>(StringComparer.Ordinal);
        foreach (var migration in results.SelectMany(result => result.Migrations))
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(byPath, migration.Migration.Path, out _) ??= []).Add(migration);
        }

        var files = new List<ReportedFile>(byPath.Count);
        foreach (var file in loaded)
        {
            if (byPath.TryGetValue(file.Placed.File.Path, out var migrations))
            {
                files.Add(new ReportedFile(file.Placed.File.Path, file.Text, migrations, Findings(file, migrations)));
            }
        }

        return files;
    }

    private List<Finding> Findings(LoadedFile file, List<CheckedMigration> migrations)
    {
        var findings = new List<Finding>();
        if (asked.Count > 0 && ReferenceEquals(asked[0], file))
        {
            Ask(findings, file);
        }

        foreach (var migration in migrations)
        {
            findings.AddRange(migration.Findings);
        }

        findings.Sort(Compare);
        return findings;
    }

    private void Ask(List<Finding> findings, LoadedFile file)
    {
        var question = DatabaseQuestion.At(new SourceSpan(file.Placed.File.Path, 0, 0, 1, 1));
        var severity = severities.Of(question.Rule, file.Placed.File.Path) ?? question.Severity;
        if (severity != Severity.None)
        {
            findings.Add(question with { Severity = severity });
        }
    }

    /// <summary>Orders findings of a file by place, then rule.</summary>
    public static int Compare(Finding left, Finding right)
    {
        var order = left.Span.Line.CompareTo(right.Span.Line);
        order = order != 0 ? order : left.Span.Column.CompareTo(right.Span.Column);
        order = order != 0 ? order : string.CompareOrdinal(left.Rule.Id, right.Rule.Id);
        return order != 0 ? order : string.CompareOrdinal(left.Effect, right.Effect);
    }
}
