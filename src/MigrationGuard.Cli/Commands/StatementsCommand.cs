using System.CommandLine;
using MigrationGuard.Cli.Commands.Statements;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard statements</c>.</summary>
internal static class StatementsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("statements", "The SQL that the versions of an application run.")
        {
            CollectCommand.Create(surroundings),
            RecordCommand.Create(surroundings),
            PublishCommand.Create(surroundings),
            ListCommand.Create(surroundings),
            ShowCommand.Create(surroundings),
            UsesCommand.Create(surroundings),
            UnprovenCommand.Create(surroundings),
        };
}
