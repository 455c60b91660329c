using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;

namespace MigrationGuard.Cli.Tests.Judging;

/// <summary>
/// What documents show in <c>shell-session</c> blocks is what the tool says to a database with a ledger, one block after the other;
/// <c>dotnet cake --target=Docs</c> rewrites them.
/// </summary>
public sealed partial class ShownProofTests
{
    private const int Major = 18;

    public static IReadOnlyList<string> Documents { get; } = ["README.md", "docs/prove.md", "docs/versions.md"];

    [TestCaseSource(nameof(Documents))]
    [Category("Generated")]
    public void Output_in_a_document_is_what_the_tool_says(string document)
    {
        using var shop = new JudgeFixture(Major);
        File.Move(Path.Combine(shop.Folder.Path, "shop.json"), Path.Combine(shop.Folder.Path, "webshop-4.2.0.json"));
        var text = File.ReadAllText(RepositoryFiles.Path(document));
        var code = ExitCode.Yes;
        var current = Block().Replace(text, block => $"```shell-session\n{Replay(block.Groups[1].Value, shop, ref code)}```");
        Assert.That(GeneratedFile.Difference(current, document), Is.Null, current);
    }

    private static string Replay(string block, JudgeFixture shop, ref ExitCode code)
    {
        var replayed = new StringBuilder();
        foreach (var line in block.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            replayed.Append(line).Append('\n').Append(Run(line[2..], shop, ref code));
        }

        return replayed.ToString();
    }

    private static string Run(string command, JudgeFixture shop, ref ExitCode code)
    {
        if (command == "echo $?")
        {
            return $"{(int)code}\n";
        }

        if (Psql().Match(command) is { Success: true } psql)
        {
            shop.Database.Execute(psql.Groups[1].Value);
            return string.Join(' ', psql.Groups[1].Value.Split(' ')[..2]) + "\n";
        }

        if (command.StartsWith("cat ", StringComparison.Ordinal))
        {
            return File.ReadAllText(Path.Combine(shop.Folder.Path, command[4..]));
        }

        var outcome = shop.Tool([.. Word().Matches(command).Select(word => word.Value.Trim('\'')).Skip(1)]);
        code = outcome.Code;
        return outcome.Output + outcome.Error;
    }

    [GeneratedRegex("^```shell-session\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^psql -c '(.*)'$")]
    private static partial Regex Psql();

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Word();
}
