using MigrationGuard.Cli.Configuration;

namespace MigrationGuard.Cli.Reports;

/// <summary>The forms of results.</summary>
internal static class ReportCatalog
{
    /// <summary>Their words.</summary>
    public static IReadOnlyList<(string Word, OutputFormat Value)> Formats { get; } =
    [
        ("text", OutputFormat.Text), ("json", OutputFormat.Json), ("sarif", OutputFormat.Sarif), ("junit", OutputFormat.Junit),
        ("markdown", OutputFormat.Markdown), ("github", OutputFormat.Github),
    ];

    /// <summary>The report of a form.</summary>
    public static IReport For(OutputFormat format, Palette palette) => format switch
    {
        OutputFormat.Json => new JsonReport(),
        OutputFormat.Sarif => new SarifReport(),
        OutputFormat.Junit => new JunitReport(),
        OutputFormat.Markdown => new MarkdownReport(),
        OutputFormat.Github => new GithubReport(),
        _ => new TextReport(palette),
    };
}
