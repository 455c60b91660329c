using System.CommandLine;
using MigrationGuard.Cli.Commands.Guard;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard guard</c>.</summary>
internal static class GuardCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("guard", "The guard inside the database, which refuses changes that break a live version.")
        {
            GuardInstallCommand.Create(surroundings),
            GuardStatusCommand.Create(surroundings),
            GuardRemoveCommand.Create(surroundings),
        };
}
