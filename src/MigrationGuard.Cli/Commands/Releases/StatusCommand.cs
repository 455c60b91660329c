using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Reports;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release status</c>.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("status", "Says where a release is: versions, router, evidence, window, rollback floor, and what to do next.")
        {
            ReleaseOptions.Release, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config, JudgeOptions.NoColor,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Back(result, surroundings);
        if (await new StatusReader(context).ReadAsync(result.GetValue(ReleaseOptions.Release), cancellation) is not { } status)
        {
            surroundings.Output.WriteLine($"No release of {context.Service} was started in {context.Target}.");
            surroundings.Output.WriteLine("Next: migrationguard release start --version LABEL");
            return ExitCode.Yes;
        }

        var form = (ReleaseOptions.FormatOf(result, surroundings), JudgeOptions.Palette(result, surroundings));
        StatusReport.Write(status, form, (surroundings.Output, surroundings.Time.GetUtcNow()));
        return status.WithoutLedger is null ? ExitCode.Yes : ExitCode.Dependency;
    }
}
