using MigrationGuard.Checking;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>The counts of a check.</summary>
internal sealed record Summary
{
    /// <summary>Files that were judged.</summary>
    public int Files { get; init; }

    /// <summary>Migrations that were judged, scripts that undo one included.</summary>
    public int Migrations { get; init; }

    /// <summary>Migrations that are released and count as history only.</summary>
    public int Released { get; init; }

    /// <summary>Statements of the judged migrations.</summary>
    public int Statements { get; init; }

    /// <summary>Those of them that were understood.</summary>
    public int Understood { get; init; }

    /// <summary>Findings that fail the check.</summary>
    public int Errors { get; init; }

    /// <summary>Warnings.</summary>
    public int Warnings { get; init; }

    /// <summary>Advice.</summary>
    public int Infos { get; init; }

    /// <summary>Contract migrations that wait for the gate.</summary>
    public int Held { get; init; }

    /// <summary>Counts.</summary>
    public static Summary Of(IReadOnlyList<ReportedFile> files, int released)
    {
        var summary = new Summary { Files = files.Count, Released = released };
        foreach (var file in files)
        {
            foreach (var migration in file.Migrations)
            {
                summary = summary with
                {
                    Migrations = summary.Migrations + 1,
                    Statements = summary.Statements + migration.Migration.StatementCount,
                    Understood = summary.Understood + migration.Migration.StatementCount - CheckedHistory.UnreadOf(migration),
                    Held = summary.Held + (migration.Held ? 1 : 0),
                };
            }

            summary = summary with
            {
                Errors = summary.Errors + file.Findings.Count(finding => finding.Severity == Severity.Error),
                Warnings = summary.Warnings + file.Findings.Count(finding => finding.Severity == Severity.Warning),
                Infos = summary.Infos + file.Findings.Count(finding => finding.Severity == Severity.Info),
            };
        }

        return summary;
    }
}
