using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release expand|verify|switch</c>: a release as far as a step.</summary>
internal static class StepCommand
{
    /// <summary>The first step.</summary>
    public static Command Expand(Surroundings surroundings) =>
        Create("expand", "Gives the schema what the new version needs, and reads what it is then.", ReleaseGoal.Expanded, surroundings);

    /// <summary>The second one.</summary>
    public static Command Verify(Surroundings surroundings) =>
        Create("verify", "Takes the evidence that the policy requires, of the old and the new version on the same schema.", ReleaseGoal.Verified, surroundings);

    /// <summary>The third one.</summary>
    public static Command Switch(Surroundings surroundings) =>
        Create("switch", "Reads everything again, sends the traffic to the new version, and watches it; goes back by itself when it does badly.", ReleaseGoal.Rest, surroundings);

    private static Command Create(string name, string description, ReleaseGoal goal, Surroundings surroundings)
    {
        var command = new Command(name, description) { ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.As, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, goal, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, ReleaseGoal goal, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Forward(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        var release = await ReleaseChoice.RequireAsync(context, result.GetValue(ReleaseOptions.Release), cancellation);
        var state = ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));
        if (PlanCheck.Differs(context, release, state) is { } differs)
        {
            return execution.Report(differs, release);
        }

        if (goal == ReleaseGoal.Rest && !result.GetValue(ReleaseOptions.DryRun))
        {
            await SwitchQuestion.PrepareAsync((context, surroundings), release, state, cancellation);
        }

        return result.GetValue(ReleaseOptions.DryRun)
            ? execution.Report(await TryAsync(context, (release, state, goal), cancellation), release)
            : await execution.RunAsync(release, token => context.Runner.RunAsync(release.Id, execution.Options(goal), token), cancellation);
    }

    // Evidence is not taken to try; what is stored counts.
    private static async Task<ReleaseReport> TryAsync(ReleaseContext context, (ReleaseRecord Release, ReleaseState State, ReleaseGoal Goal) wish, CancellationToken cancellation)
    {
        if (wish.Goal != ReleaseGoal.Expanded)
        {
            return await SwitchQuestion.AskAsync(context, wish.Release, cancellation);
        }

        var (answer, why) = wish.State switch
        {
            ReleaseState.Held held => (ReleaseAnswer.Held, held.Why),
            _ when context.Gate.Policy.FreezeAt(context.Means.Time.GetUtcNow()) is { } freeze => (ReleaseAnswer.Policy, $"frozen until {ReleaseWords.Time(freeze.Until)}: {freeze.Reason}"),
            ReleaseState.Draft or ReleaseState.Prepared or ReleaseState.Expanding => (ReleaseAnswer.Yes, "the schema would be changed"),
            ReleaseState.RolledBack or ReleaseState.Aborted => (ReleaseAnswer.Policy, "the release ended"),
            _ => (ReleaseAnswer.Yes, "the schema was changed already"),
        };
        return new(answer, why) { Release = wish.Release.Id, State = wish.State };
    }
}
