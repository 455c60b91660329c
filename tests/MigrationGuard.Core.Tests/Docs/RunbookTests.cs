using System.Text.RegularExpressions;
using MigrationGuard.TestKit;

namespace MigrationGuard.Tests.Docs;

/// <summary>Under stress people compare letters: what the runbook says that the tool says, it says.</summary>
public sealed partial class RunbookTests
{
    private static readonly string Sources = string.Concat(new[] { "*.cs", "*.sql" }.SelectMany(pattern => Directory.EnumerateFiles(RepositoryFiles.Path("src"), pattern, SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));

    public static IEnumerable<string> Messages() =>
        from page in new[] { "runbook.md", "bake.md", "adoption-pipelines.md" }
        from line in File.ReadLines(RepositoryFiles.Path("docs", page))
        where line.StartsWith("| ", StringComparison.Ordinal)
        from message in Message().Matches(line.Split('|')[1])
        from piece in message.Groups[1].Value.Split('…', StringSplitOptions.TrimEntries)
        where piece.Length > 3
        select piece;

    [TestCaseSource(nameof(Messages))]
    public void A_message_of_the_runbook_is_one_of_the_tool(string piece) => Assert.That(Sources.Contains(piece, StringComparison.Ordinal), Is.True, piece);

    [Test]
    public void There_are_messages() => Assert.That(Messages().Count(), Is.GreaterThan(30));

    [GeneratedRegex(@"(?<![\w*])\*([^*]+)\*")]
    private static partial Regex Message();
}
