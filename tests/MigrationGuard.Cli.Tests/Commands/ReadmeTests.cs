using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class ReadmeTests
{
    [Test]
    [Category("Generated")]
    public void The_readme_shows_what_check_really_says()
    {
        const string command = "\n$ migrationguard ";
        var readme = File.ReadAllText(RepositoryFiles.Path("README.md"));
        var start = readme.IndexOf("$ cat 002_index.sql\n", StringComparison.Ordinal) + "$ cat 002_index.sql\n".Length;
        var at = readme.IndexOf(command, start, StringComparison.Ordinal);
        var output = readme.IndexOf('\n', at + 1) + 1;
        var end = readme.IndexOf("```", output, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        folder.Write("002_index.sql", readme[start..(at + 1)]);
        var said = InProcess.Run(folder, readme[(at + command.Length)..(output - 1)].Split(' ')).Output;
        Assert.That(GeneratedFile.Difference(string.Concat(readme.AsSpan(0, output), said, readme.AsSpan(end)), "README.md"), Is.Null, said);
    }
}
