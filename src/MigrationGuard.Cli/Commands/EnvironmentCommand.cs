using System.CommandLine;
using MigrationGuard.Cli.Commands.Environments;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard environment</c>.</summary>
internal static class EnvironmentCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) => new("environment", "Captures the environment of a version, so that the gate can compare those of both.") { CaptureCommand.Create(surroundings) };
}
