using System.CommandLine;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Commands.Backfills;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard backfill</c>.</summary>
internal static class BackfillCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("backfill", "Rows that get values: an UPDATE in batches, which makes way for others and goes on wherever it was interrupted.")
        {
            RunCommand.Create(surroundings),
            StatusCommand.Create(surroundings),
            AskCommand.Create("pause", "Lets a backfill wait behind its batch, whoever runs it.", BackfillWish.Pause, surroundings),
            AskCommand.Create("resume", "Lets a paused backfill go on.", BackfillWish.Resume, surroundings),
            AskCommand.Create("cancel", "Ends a backfill behind its batch. What is done stays done; run again it begins anew.", BackfillWish.Cancel, surroundings),
        };
}
