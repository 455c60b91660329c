using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Checking;

/// <summary>What the check of C# projects says.</summary>
/// <param name="Files">The files that were judged.</param>
/// <param name="Servers">The servers they were judged for, for people.</param>
/// <param name="Released">Number of the migrations that are history.</param>
internal sealed record CodeResult(IReadOnlyList<ReportedFile> Files, IReadOnlyList<string> Servers, int Released)
{
    /// <summary>No project.</summary>
    public static CodeResult None { get; } = new([], [], 0);

    /// <summary>All migrations of the projects, history or not, with the absolute paths of their files.</summary>
    public IReadOnlyList<(Migration Migration, string FullPath)> Migrations { get; init; } = [];

    /// <summary>The absolute paths of the scripts that they name.</summary>
    public IReadOnlySet<string> Scripts { get; init; } = new HashSet<string>();

    /// <summary>What kept files from being read.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The results of several projects together.</summary>
    public static CodeResult Of(IReadOnlyList<CodeResult> results) => new([.. results.SelectMany(result => result.Files)], [.. results.SelectMany(result => result.Servers)], results.Sum(result => result.Released))
    {
        Migrations = [.. results.SelectMany(result => result.Migrations)],
        Scripts = results.SelectMany(result => result.Scripts).ToHashSet(StringComparer.Ordinal),
        Problems = [.. results.SelectMany(result => result.Problems)],
    };
}
