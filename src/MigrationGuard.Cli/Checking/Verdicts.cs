using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Configuration;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>What a check comes to.</summary>
internal static class Verdicts
{
    /// <summary>A danger that was found outweighs a file that could not be read, and that outweighs SQL that was not understood. What is not understood is no danger that was found, also where warnings are errors.</summary>
    public static ExitCode Of(CheckReport report, Settings settings)
        => HasErrors(report) || (report.Fails == Severity.Warning && report.Summary.Errors + report.Summary.Warnings > 0) ? ExitCode.No
            : report.Problems.Count > 0 ? ExitCode.Usage
            : settings.Check.Unknown?.Value != UnknownHandling.Warn && IsUndecided(report) ? ExitCode.Unknown
            : ExitCode.Yes;

    private static bool HasErrors(CheckReport report) => report.Files.Any(file => file.Findings.Any(finding => finding.Severity == Severity.Error && !finding.Rule.IsUndecided));

    private static bool IsUndecided(CheckReport report) => report.Files.Any(file => file.Findings.Any(finding => !finding.Held && finding.Rule.IsUndecided));
}
