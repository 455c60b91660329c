using MigrationGuard.Cli.Sources;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>The result of a check.</summary>
/// <param name="Files">The files that were judged: histories by folder, files in the order in which they run.</param>
/// <param name="Servers">The servers they were judged for, for people; each once.</param>
/// <param name="Problems">What could not be checked.</param>
/// <param name="Summary">The counts.</param>
/// <param name="Verdict">What the process will say.</param>
internal sealed record CheckReport(
    IReadOnlyList<ReportedFile> Files,
    IReadOnlyList<string> Servers,
    IReadOnlyList<Problem> Problems,
    Summary Summary,
    ExitCode Verdict)
{
    /// <summary>The severity from which on a finding fails the check.</summary>
    public Severity Fails { get; init; } = Severity.Error;
}
