using System.CommandLine;
using MigrationGuard.Cli.Commands;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Releases;

public sealed class GatePageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.Path("docs", "gate.md"));

    [Test]
    public void The_page_names_every_key() =>
        Assert.That(GateReader.Keys.Concat(PolicyReader.Keys).Where(key => key != "policy" && !Page.Contains($"`{key}`", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void The_page_names_every_exit_code() =>
        Assert.That(Enum.GetValues<ExitCode>().Where(code => !Page.Contains(FormattableString.Invariant($"\n| {(int)code} | "), StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void The_page_names_every_command()
    {
        var surroundings = new Surroundings { Input = Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null, Directory = "/", Variable = _ => null, Time = TimeProvider.System };
        Command[] groups = [ReleaseCommand.Create(surroundings), CanICommand.Create(surroundings), ContractCommand.Create(surroundings)];
        Assert.That(groups.SelectMany(group => group.Subcommands.Select(command => $"`{group.Name} {command.Name}")).Where(command => !Page.Contains(command, StringComparison.Ordinal)), Is.Empty);
    }
}
