using System.CommandLine;
using MigrationGuard.Cli.Commands.Releases;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard release</c>.</summary>
internal static class ReleaseCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("release", "The replacement of a version by the next one: the schema, the evidence, the switch, the way back.")
        {
            StartCommand.Create(surroundings),
            RunCommand.Create(surroundings),
            StepCommand.Expand(surroundings),
            StepCommand.Verify(surroundings),
            StepCommand.Switch(surroundings),
            RollbackCommand.Create(surroundings),
            RequestCommand.Close(surroundings),
            RequestCommand.Extend(surroundings),
            RequestCommand.Hold(surroundings),
            RequestCommand.Abort(surroundings),
            StatusCommand.Create(surroundings),
            HistoryCommand.Create(surroundings),
            ReportCommand.Create(surroundings),
            DoraCommand.Create(surroundings),
        };
}
