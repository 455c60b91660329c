using System.CommandLine;
using System.Text.RegularExpressions;
using MigrationGuard.TestKit;
using YamlDotNet.RepresentationModel;

namespace MigrationGuard.Cli.Tests.Commands;

/// <summary>What pipelines copy from samples/ci is YAML, and the tool understands every command line in it.</summary>
public sealed partial class CiSnippetsTests
{
    private static readonly string Folder = RepositoryFiles.Path("samples", "ci");

    public static IEnumerable<TestCaseData> Lines() =>
        from file in Directory.EnumerateFiles(Folder).Append(RepositoryFiles.Path("docs", "ci.md")).Order(StringComparer.Ordinal)
        from line in Commands(File.ReadAllText(file), file)
        select new TestCaseData(line).SetArgDisplayNames($"{Path.GetFileName(file)}: {line}");

    [TestCaseSource(nameof(Lines))]
    public void The_tool_understands_the_line(string line)
    {
        var surroundings = new Surroundings { Input = Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null, Directory = "/", Variable = _ => null, Time = TimeProvider.System };
        var result = Tool.Commands(surroundings).Parse(Words(line));
        Assert.That(result.Errors.Select(error => error.Message), Is.Empty);
        Assert.That(result.CommandResult.Command, Is.Not.InstanceOf<RootCommand>());
    }

    [Test]
    public void Every_file_is_yaml_that_calls_the_tool([Values("github-check.yml", "github-release.yml", "github-contract.yml", "gitlab-ci.yml", "azure-pipelines.yml")] string name)
    {
        using var reader = new StreamReader(Path.Combine(Folder, name));
        var yaml = new YamlStream();
        yaml.Load(reader);
        Assert.That(Commands(File.ReadAllText(Path.Combine(Folder, name)), name), Is.Not.Empty);
        Assert.That(yaml.Documents.Single().AllNodes.OfType<YamlScalarNode>().Count(node => node.Value!.Contains("migrationguard ", StringComparison.Ordinal)), Is.GreaterThan(0));
        Assert.That(Directory.EnumerateFiles(Folder, "*.yml").Select(Path.GetFileName), Does.Contain(name));
    }

    [Test]
    public void Every_file_is_spoken_of_and_every_exit_code_is_handled()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "ci.md"));
        Assert.That(Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Where(file => !page.Contains($"(../samples/ci/{file})", StringComparison.Ordinal)), Is.Empty);
        var codes = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])).SelectMany(line => line[2..].Split('|')[0].Split(',')).Select(code => (ExitCode)int.Parse(code, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(codes, Is.EquivalentTo(Enum.GetValues<ExitCode>()));
    }

    [TestCase(0, 1, 0)]
    [TestCase(1, 1, 1)]
    [TestCase(5, 3, 5)]
    [TestCase(6, 3, 6)]
    [TestCase(7, 1, 7)]
    [Platform(Exclude = "Win")]
    public void The_script_tries_again_what_can_mend_itself_and_passes_on_the_rest(int code, int tries, int ends)
    {
        using var folder = new Support.TemporaryFolder();
        folder.Write("migrationguard", $"#!/bin/sh\necho \"$@\" >> called\n[ \"$2\" = status ] || exit {code}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(folder.Path, "migrationguard"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", [Path.Combine(Folder, "release.sh")])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = folder.Path + ":" + Environment.GetEnvironmentVariable("PATH"), ["VERSION"] = "4.3.0", ["RETRY_SECONDS"] = "0" },
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var called = File.ReadAllLines(Path.Combine(folder.Path, "called"));
        Assert.That((process.ExitCode, called.Count(line => line == "release run --version 4.3.0 --wait 15m")), Is.EqualTo((ends, tries)));
    }

    private static IEnumerable<string> Commands(string text, string file) =>
        from line in text.Split('\n')
        where !line.TrimStart().StartsWith('#') && (!file.EndsWith(".md", StringComparison.Ordinal) || line.StartsWith("migrationguard", StringComparison.Ordinal))
        from call in Call().Matches(line)
        select call.Groups["arguments"].Value.Trim();

    // Words as a shell sees them; what it would fill in is any word.
    private static string[] Words(string line) =>
        [.. Word().Matches(Expression().Replace(line, "x")).Select(word => word.Value.Trim('"', '\'')).Select(word => word.StartsWith('$') ? "x" : word)];

    [GeneratedRegex("""(?:^|[\s:(])(?:tools/)?migrationguard (?<arguments>(?:"[^"]*"|[^|;&>"\n])+)""")]
    private static partial Regex Call();

    [GeneratedRegex(@"\$\{\{[^}]*\}\}|\$\([^)]*\)")]
    private static partial Regex Expression();

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s"'])+""")]
    private static partial Regex Word();
}
