using System.Text.RegularExpressions;
using MigrationGuard.TestKit;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>The examples of docs/routers.md.</summary>
internal static class Published
{
    /// <summary>Every block whose first line names it so, such as <c>json observation</c>.</summary>
    public static string[] Blocks(string name)
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "routers.md"));
        return [.. Regex.Matches(page, $"```{Regex.Escape(name)}\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value.TrimEnd('\n'))];
    }
}
