using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Reports;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release history</c>.</summary>
internal static class HistoryCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("history", "Shows the journal of a release: what was decided, intended, done and seen, by whom and why.")
        {
            ReleaseOptions.Release, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Back(result, surroundings);
        var release = await ReleaseChoice.RequireAsync(context, result.GetValue(ReleaseOptions.Release), cancellation);
        var journal = await context.Means.Ledger.JournalAsync(release.Id, cancellation);
        HistoryReport.Write(release, journal, (ReleaseOptions.FormatOf(result, surroundings), surroundings.Output));
        return ExitCode.Yes;
    }
}
