using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>The forms of a proof.</summary>
internal static class ProofReportCatalog
{
    /// <summary>Their words.</summary>
    public static IReadOnlyList<(string Word, OutputFormat Value)> Formats { get; } =
    [
        ("text", OutputFormat.Text), ("json", OutputFormat.Json), ("junit", OutputFormat.Junit), ("markdown", OutputFormat.Markdown), ("github", OutputFormat.Github),
    ];

    /// <summary>The report of a form.</summary>
    public static IProofReport For(OutputFormat format, Palette palette) => format switch
    {
        OutputFormat.Json => new ProofJsonReport(),
        OutputFormat.Junit => new ProofJunitReport(),
        OutputFormat.Markdown => new ProofMarkdownReport(),
        OutputFormat.Github => new ProofGithubReport(),
        _ => new ProofTextReport(palette),
    };
}
