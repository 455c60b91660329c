using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class ReadmeTests
{
    [Test]
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
        Assert.That(readme[output..end], Is.EqualTo(InProcess.Run(folder, readme[(at + command.Length)..(output - 1)].Split(' ')).Output));
    }
}
