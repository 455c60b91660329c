using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release run</c>.</summary>
internal static class RunCommand
{
    private static readonly (string Word, ReleaseGoal Value)[] Goals =
        [("prepared", ReleaseGoal.Prepared), ("expanded", ReleaseGoal.Expanded), ("verified", ReleaseGoal.Verified), ("window-open", ReleaseGoal.Rest)];

    private static readonly Option<bool> Resume = new("--resume") { Description = "Only go on with a release that was begun, also with one that is held; then --reason says why." };

    private static readonly Option<string> Until = CommonOptions.OneOf("--until", Goals, "How far. Default: window-open, that is until the new version has proved itself under traffic.");

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("run", "Drives a release from where it is, or starts one: schema, evidence, switch, watching. It can be run again after any end.") { Resume, Until };
        foreach (var option in PlanOptions.All)
        {
            command.Add(option);
        }

        foreach (var option in new Option[] { ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.Reason, ReleaseOptions.As, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(Resume) && PlanOptions.All.Any(option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError("--resume goes on with a release that is planned already; leave the options of the plan out");
            }
        });
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Forward(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        return await BegunAsync(context, result, cancellation) is { } begun
            ? await GoOnAsync((context, execution, result, surroundings), begun, cancellation)
            : await StartAsync((context, execution, result, surroundings), cancellation);
    }

    // The release to go on with; null where a new one is to be started.
    private static async Task<ReleaseRecord?> BegunAsync(ReleaseContext context, ParseResult result, CancellationToken cancellation)
    {
        var id = result.GetValue(ReleaseOptions.Release);
        var found = await ReleaseChoice.FindAsync(context, id, cancellation);
        return id is not null || (found?.Progress.Standing == ReleaseStanding.Underway && !PlanOptions.Given(result)) ? found
            : !result.GetValue(Resume) ? null
            : found?.Progress.Standing == ReleaseStanding.Settled ? found
            : throw new UsageException("--resume: no release is under way; without it one is started");
    }

    private static async Task<ExitCode> StartAsync((ReleaseContext Context, ReleaseExecution Execution, ParseResult Result, Surroundings Surroundings) use, CancellationToken cancellation)
    {
        var (context, execution, result, surroundings) = use;
        var plan = await new ReleasePlanner(context).PlanAsync(PlanOptions.Read(result, execution.Person), cancellation);
        if (plan is not PlanAnswer.Planned { Release: var release })
        {
            return execution.Report((PlanAnswer.Not)plan);
        }

        if (GoalOf(result) == ReleaseGoal.Rest)
        {
            await SwitchQuestion.PrepareAsync((context, surroundings), release, null, cancellation);
        }

        return result.GetValue(ReleaseOptions.DryRun)
            ? execution.Report(await StartCommand.TryAsync(context, release, cancellation), null)
            : await execution.RunAsync(release, token => context.Runner.StartAsync(release, execution.Options(GoalOf(result)), token), cancellation);
    }

    private static async Task<ExitCode> GoOnAsync((ReleaseContext Context, ReleaseExecution Execution, ParseResult Result, Surroundings Surroundings) use, ReleaseRecord release, CancellationToken cancellation)
    {
        var (context, execution, result, surroundings) = use;
        var state = ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));
        if (result.GetValue(ReleaseOptions.DryRun))
        {
            return execution.Report(await SwitchQuestion.AskAsync(context, release, cancellation), release);
        }

        if (PlanCheck.Differs(context, release, state) is { } differs)
        {
            return execution.Report(differs, release);
        }

        if (GoalOf(result) == ReleaseGoal.Rest)
        {
            await SwitchQuestion.PrepareAsync((context, surroundings), release, state, cancellation);
        }

        var options = execution.Options(GoalOf(result));
        return state is ReleaseState.Held held && result.GetValue(Resume)
            ? await execution.RunAsync(release, token => context.Runner.AskAsync(release.Id, new(ReleaseAction.Resume, execution.Person, ReasonOf(result, held)), options, token), cancellation)
            : await execution.RunAsync(release, token => context.Runner.RunAsync(release.Id, options, token), cancellation);
    }

    private static string ReasonOf(ParseResult result, ReleaseState.Held held) => result.GetValue(ReleaseOptions.Reason) is { } reason && !string.IsNullOrWhiteSpace(reason) ? reason
        : throw new UsageException($"--resume: the release is held: {held.Why}. Say with --reason why it can go on");

    private static ReleaseGoal GoalOf(ParseResult result) => result.GetValue(Until) is { } until ? Words.Read(Goals, until, "--until").Value : ReleaseGoal.Rest;
}
