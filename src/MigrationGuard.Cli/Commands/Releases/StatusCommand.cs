using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Reports;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release status</c>.</summary>
internal static class StatusCommand
{
    private static readonly Option<string?> Export = new("--export")
    {
        HelpName = "FILE",
        Description = "Write the live versions, what they use and what waits to be removed (migrationguard.state.json), for checks without the database; - for standard output.",
    };

    private static readonly Option<string?> LastReleased = new("--last-released")
    {
        HelpName = "VERSION",
        Description = "With --export: the newest released migration. Default: what FILE says already.",
    };

    private static readonly Option<bool> Watch = new("--watch") { Description = "Go on showing it until the release comes to rest; the exit code says how. On a terminal in place, else a line for every change." };

    private static readonly Option<string?> Interval = new("--interval") { HelpName = "DURATION", Description = "With --watch: how often to look. Default: 1s." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("status", "Says where a release is: versions, router, evidence, window, rollback floor, and what to do next.")
        {
            ReleaseOptions.Release, Watch, Interval, Export, LastReleased, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config, JudgeOptions.NoColor,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Watch) && (result.GetValue(Export) is not null || result.GetValue(ReleaseOptions.Output) is not null and not "text"))
            {
                result.AddError("--watch shows text, and writes no file: leave --export and --output out");
            }
        });
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        if (result.GetValue(Export) is { } file)
        {
            return await ExportAsync(new StateExport(file, surroundings), result, surroundings, cancellation);
        }

        await using var context = ReleaseContext.Back(result, surroundings);
        if (result.GetValue(Watch))
        {
            return await WatchAsync(context, result, surroundings, cancellation);
        }

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

    private static async Task<ExitCode> WatchAsync(ReleaseContext context, ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var text = result.GetValue(Interval) ?? "1s";
        var interval = Durations.Read(text) is { } read && read > TimeSpan.Zero ? read : throw new UsageException($"--interval: \"{text}\" is no time; write {Durations.Examples}");
        var live = new LiveStatus(new StatusReader(context), JudgeOptions.Palette(result, surroundings), surroundings);
        var id = result.GetValue(ReleaseOptions.Release);
        var code = await Interruptions.RunAsync(async token => (object)await live.WatchAsync(id, interval, token), cancellation);
        return code is ExitCode ended ? ended : ExitCode.Unknown;
    }

    private static async Task<ExitCode> ExportAsync(StateExport export, ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var last = result.GetValue(LastReleased) ?? export.LastReleasedBefore();
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        var state = await new StateReader(JudgeOptions.Configured(result, surroundings), connection, surroundings).ReadAsync(cancellation);
        export.Write(state with { LastReleased = last });
        return ExitCode.Yes;
    }
}
