using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release start</c>.</summary>
internal static class StartCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("start", "Plans a release and stores it; from then on nothing may break the new version either.");
        foreach (var option in PlanOptions.All)
        {
            command.Add(option);
        }

        command.Add(ReleaseOptions.As);
        command.Add(ReleaseOptions.Wait);
        command.Add(ReleaseOptions.DryRun);
        command.Add(CommonOptions.Connection);
        command.Add(ReleaseOptions.Output);
        command.Add(JudgeOptions.Config);
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Forward(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        var plan = await new ReleasePlanner(context).PlanAsync(PlanOptions.Read(result, execution.Person), cancellation);
        return plan is PlanAnswer.Planned { Release: var release }
            ? result.GetValue(ReleaseOptions.DryRun) ? execution.Report(await TryAsync(context, release, cancellation), null)
                : await execution.RunAsync(release, token => context.Runner.StartAsync(release, execution.Options(ReleaseGoal.Prepared), token), cancellation)
            : execution.Report((PlanAnswer.Not)plan);
    }

    /// <summary>What starting a release would be answered, as far as it can be told without the lease.</summary>
    public static async Task<ReleaseReport> TryAsync(ReleaseContext context, ReleaseRecord release, CancellationToken cancellation)
    {
        var releases = await context.Means.Ledger.ReleasesAsync(cancellation);
        var live = releases.LastOrDefault(other => other.Service == release.Service && other.Progress.Standing == ReleaseStanding.Settled)?.Id;
        var (answer, why) = releases.FirstOrDefault(other => other.Id == release.Id) is { } stored
            ? stored.Plan == release.Plan ? (ReleaseAnswer.Yes, $"it is stored already and {stored.Progress.State}") : (ReleaseAnswer.Usage, "it is stored with another plan")
            : releases.LastOrDefault(other => other.Progress.Standing == ReleaseStanding.Underway) is { } other
                ? (ReleaseAnswer.Busy, $"release {other.Id} is {other.Progress.State}, started by {other.StartedBy} at {ReleaseWords.Time(other.StartedAt)}")
            : live != release.Base ? (ReleaseAnswer.Policy, $"it is planned on {release.Base ?? "no release"}, and {live ?? "none"} is live")
            : context.Gate.Policy.FreezeAt(release.StartedAt) is { } freeze ? (ReleaseAnswer.Policy, $"frozen until {ReleaseWords.Time(freeze.Until)}: {freeze.Reason}")
            : (ReleaseAnswer.Yes, $"would replace {release.Old.Version} on {release.Old.Slot} by {release.New.Version} on {release.New.Slot}, planned on the schema {release.PlannedOn}");
        return new(answer, why) { Release = release.Id };
    }
}
