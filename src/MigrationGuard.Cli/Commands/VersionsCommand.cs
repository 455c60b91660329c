using System.CommandLine;
using MigrationGuard.Cli.Commands.Versions;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard versions</c>.</summary>
internal static class VersionsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("versions", "The versions that can receive traffic now or after a rollback.")
        {
            AddCommand.Create(surroundings),
            ListCommand.Create(surroundings),
            RetireCommand.Create(surroundings),
        };
}
