using System.Text.RegularExpressions;
using MigrationGuard.Rules;
using MigrationGuard.TestKit;

namespace MigrationGuard.Tests.Docs;

/// <summary>What the documents point at and speak of is there.</summary>
public sealed partial class LinksTests
{
    /// <summary>Options that stand alone in code and belong to other programs.</summary>
    private static readonly Dictionary<string, string> OtherPrograms = new(StringComparer.Ordinal)
    {
        ["--transaction"] = "grate",
        ["--source"] = "dotnet tool install",
    };

    /// <summary>The id in the sample of the rule about ids that do not exist.</summary>
    private const string NoRule = "MG9999";

    private static readonly string[] Skipped = ["bin", "obj", "artifacts", "node_modules", "Golden"];

    /// <summary>Options by command, the words of a command apart by blanks; the golden help texts say which commands there are.</summary>
    private static readonly Dictionary<string, HashSet<string>> Options = Directory
        .EnumerateFiles(RepositoryFiles.Path("tests", "MigrationGuard.Cli.Tests", "Golden"), "help-*.txt")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file)["help-".Length..].Replace('-', ' '), file => OptionsIn(File.ReadAllText(file)), StringComparer.Ordinal);

    public static IReadOnlyList<string> Documents { get; } =
    [
        .. Below(RepositoryFiles.Root)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [TestCaseSource(nameof(Documents))]
    public void Every_link_inside_the_repository_leads_somewhere(string document)
    {
        var missing = Link().Matches(WithoutCode(Text(document)))
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal) && !LeadsSomewhere(document, target));
        Assert.That(missing, Is.Empty);
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_option_of_the_tool_that_is_spoken_of_exists(string document)
    {
        var text = Text(document);
        var calls = Call().Matches(text).Select(call => (Text: call.Value, Command: CommandOf(call.Groups[1].Value))).Where(call => call.Command is not null)
            .SelectMany(call => OptionsIn(call.Text).Except(Options[call.Command!]).Select(option => $"{call.Command} {option}"));
        var alone = LoneOption().Matches(text).Select(match => match.Groups[1].Value).Where(option => !OtherPrograms.ContainsKey(option) && !Options.Values.Any(known => known.Contains(option)));
        Assert.That(calls.Concat(alone), Is.Empty);
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_rule_that_is_spoken_of_exists(string document)
    {
        var unknown = RuleId().Matches(Text(document)).Select(match => match.Value).Distinct().Where(id => id != NoRule && RuleCatalog.Find(id) is null);
        Assert.That(unknown, Is.Empty);
    }

    [Test]
    public void Documents_are_found() => Assert.That(Documents, Is.SupersetOf(new[] { "README.md", "docs/check.md", "docs/rules/MG0101.md", "samples/username-to-handle/README.md" }));

    [TestCase("can-i")]
    [TestCase("statement")]
    public void A_command_without_a_help_text_is_none(string command) => Assert.That(CommandOf(command), Is.Null);

    // The longest command that the words begin with: what follows are its arguments.
    private static string? CommandOf(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(1, parts.Length).Reverse().Select(count => string.Join(' ', parts[..count])).FirstOrDefault(Options.ContainsKey);
    }

    private static bool LeadsSomewhere(string document, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0
            ? RepositoryFiles.Path(document)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RepositoryFiles.Path(document))!, Uri.UnescapeDataString(parts[0])));
        return parts.Length == 1 ? File.Exists(path) || Directory.Exists(path) : File.Exists(path) && Anchors(File.ReadAllText(path)).Contains(parts[1]);
    }

    // GitHub: lower case, blanks to hyphens, punctuation left out.
    private static IEnumerable<string> Anchors(string text) => Heading().Matches(WithoutBlocks(text))
        .Select(heading => NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static HashSet<string> OptionsIn(string text) => [.. Option().Matches(text).Select(match => match.Value)];

    private static string Text(string document) => File.ReadAllText(RepositoryFiles.Path(document)).ReplaceLineEndings("\n");

    private static string WithoutBlocks(string text) => Block().Replace(text, "");

    private static string WithoutCode(string text) => Code().Replace(WithoutBlocks(text), "`code`");

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*.md")
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(child => Path.GetFileName(child) is var name && name[0] != '.' && !Skipped.Contains(name))
            .SelectMany(Below));

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^ *```.*?^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bmigrationguard ([a-z]+(?: [a-z]+)*)\b[^`\n]*")]
    private static partial Regex Call();

    [GeneratedRegex(@"`(--[a-z][a-z-]*)[^`\n]*`")]
    private static partial Regex LoneOption();

    [GeneratedRegex("(?<![a-z-])--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"\bMG\d{4}\b")]
    private static partial Regex RuleId();
}
