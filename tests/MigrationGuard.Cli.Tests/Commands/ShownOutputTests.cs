using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;

namespace MigrationGuard.Cli.Tests.Commands;

/// <summary>
/// What the documents show in <c>console</c> blocks is what the tool says, run beside the samples. A line <c>…</c> stands for lines that were left out;
/// a block without one is rewritten by <c>dotnet cake --target=Docs</c>.
/// </summary>
public sealed partial class ShownOutputTests
{
    public static IReadOnlyList<string> Documents { get; } =
        [.. new[] { "README.md" }.Concat(Directory.EnumerateFiles(RepositoryFiles.Path("docs"), "*.md").Select(file => "docs/" + Path.GetFileName(file)))
            .Where(document => Block().IsMatch(Text(document))).Order(StringComparer.Ordinal)];

    [TestCaseSource(nameof(Documents))]
    [Category("Generated")]
    public void Output_in_a_document_is_what_the_tool_says(string document)
    {
        var text = Text(document);
        var current = Block().Replace(text, block => $"```console\n{Replay(block.Groups[1].Value)}```");
        Assert.That(GeneratedFile.Difference(current, document), Is.Null, current);
    }

    [Test]
    public void The_readme_shows_output() => Assert.That(Documents, Does.Contain("README.md"));

    // The block with what the tool says now; an output with gaps stays when it still fits, and is shown whole when it does not.
    private static string Replay(string block)
    {
        using var folder = new TemporaryFolder();
        foreach (var sample in new[] { "username-to-handle", "plan" })
        {
            var samples = RepositoryFiles.Path("samples", sample);
            foreach (var file in Directory.EnumerateFiles(samples, "*.*", SearchOption.AllDirectories))
            {
                folder.Write(Path.Combine("samples", sample, Path.GetRelativePath(samples, file)), File.ReadAllBytes(file));
            }
        }

        var replayed = new StringBuilder();
        var code = ExitCode.Yes;
        foreach (Match call in Call().Matches(block))
        {
            var said = Run(folder, call, ref code);
            var shown = call.Groups["shown"].Value;
            replayed.Append(call.Groups["call"].Value).Append(Fits(said, shown) ? shown : said);
        }

        return replayed.ToString();
    }

    private static string Run(TemporaryFolder folder, Match call, ref ExitCode code)
    {
        var command = call.Groups["command"].Value;
        switch (command.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["echo", "$?"]:
                return $"{(int)code}\n";
            case ["cat", var file]:
                return File.ReadAllText(Path.Combine(folder.Path, file));
            case ["migrationguard", .. var arguments]:
                var both = arguments is [.., "2>&1"];
                var outcome = InProcess.Run(folder, [], call.Groups["input"].Value, both ? arguments[..^1] : arguments);
                code = outcome.Code;
                return both ? outcome.Error + outcome.Output : outcome.Output;
            default:
                throw new ArgumentException($"A console block cannot be replayed: {command}");
        }
    }

    private static bool Fits(string said, string shown)
        => Regex.IsMatch(said, $"^{string.Join("(.*\n)*", Gap().Split(shown).Select(Regex.Escape))}$", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static string Text(string document) => File.ReadAllText(RepositoryFiles.Path(document));

    [GeneratedRegex("^```console\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("""^(?<call>\$ (?<command>[^\n]*?)(?: <<'SQL'\n(?<input>(?:(?!SQL\n)[^\n]*\n)*)SQL)?\n)(?<shown>(?:(?!\$ )[^\n]*\n)*)""", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("^ *…\n", RegexOptions.Multiline)]
    private static partial Regex Gap();
}
