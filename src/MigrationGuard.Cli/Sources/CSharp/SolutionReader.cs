using System.Text.RegularExpressions;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>Reads which C# projects a solution has: <c>.sln</c> and <c>.slnx</c>.</summary>
internal static partial class SolutionReader
{
    /// <summary>Whether a path is that of a solution.</summary>
    public static bool IsSolution(string path) => path.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>The projects, absolute, in the order of the file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<string> Projects(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return [.. Project().Matches(File.ReadAllText(path)).Select(match => Path.GetFullPath(ProjectFiles.Slashed(match.Groups[1].Value), folder)).Distinct(StringComparer.Ordinal)];
    }

    // Both write the path in quotes and nothing else that ends so.
    [GeneratedRegex("\"([^\"\\r\\n]+\\.csproj)\"", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Project();
}
