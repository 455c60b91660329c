using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release close|extend|hold|abort</c>: what a person asks of a release.</summary>
internal static class RequestCommand
{
    private static readonly Option<string> To = new("--to") { HelpName = "TIME", Description = "The new end of the window, e.g. 2026-12-01T10:00Z.", Required = true };

    private static readonly Option<bool> DespiteDns = new("--despite-dns") { Description = "Close it although clients may still go by old answers of the DNS (gate.dns), which lead to the old version." };

    /// <summary>The end of the rollback window.</summary>
    public static Command Close(Surroundings surroundings)
    {
        var command = Create("close", "Ends the rollback window; before its time only with --reason. The support of the old version ends with 'versions retire'.");
        command.Add(DespiteDns);
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, ReleaseAction.Close, surroundings, cancellation));
        return command;
    }

    /// <summary>A longer rollback window.</summary>
    public static Command Extend(Surroundings surroundings)
    {
        var command = Create("extend", "Moves the end of the rollback window further away.");
        command.Add(To);
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, ReleaseAction.Extend, surroundings, cancellation));
        return command;
    }

    /// <summary>A stop.</summary>
    public static Command Hold(Surroundings surroundings)
    {
        var command = Create("hold", "Stops a release where it is, until 'release run --resume --reason TEXT'.");
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, ReleaseAction.Hold, surroundings, cancellation));
        return command;
    }

    /// <summary>The end of a release.</summary>
    public static Command Abort(Surroundings surroundings)
    {
        var command = Create("abort", "Gives a release up: before the switch the new version stops counting as live, after it the traffic goes back. The schema stays.");
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, ReleaseAction.Abort, surroundings, cancellation));
        return command;
    }

    private static Command Create(string name, string description) => new(name, description)
    {
        ReleaseOptions.Release, ReleaseOptions.Reason, ReleaseOptions.As, ReleaseOptions.Wait, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
    };

    private static async Task<ExitCode> RunAsync(ParseResult result, ReleaseAction action, Surroundings surroundings, CancellationToken cancellation)
    {
        var until = action == ReleaseAction.Extend ? JudgeOptions.Time(result.GetValue(To), "--to") : null;
        await using var context = ReleaseContext.Back(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        var release = await ReleaseChoice.RequireAsync(context, result.GetValue(ReleaseOptions.Release), cancellation);
        var request = new ReleaseRequest(action, execution.Person, result.GetValue(ReleaseOptions.Reason)) { Until = until, AcceptsOldNames = action == ReleaseAction.Close && result.GetValue(DespiteDns) };
        return result.GetValue(ReleaseOptions.DryRun)
            ? execution.Report(await TryAsync(context, release, request, cancellation), release)
            : await execution.RunAsync(release, async token => Granted(action, await context.Runner.AskAsync(release.Id, request, execution.Options(ReleaseGoal.Rest), token)), cancellation);
    }

    private static async Task<ReleaseReport> TryAsync(ReleaseContext context, ReleaseRecord release, ReleaseRequest request, CancellationToken cancellation)
    {
        if (request.Action == ReleaseAction.Abort)
        {
            return await context.Runner.CanAsync(release.Id, ReleaseQuestion.Rollback, cancellation);
        }

        var state = ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));
        var asked = new ReleaseEvent.Asked(context.Means.Time.GetUtcNow(), request.Action, request.Person, request.Reason) { Until = request.Until, AcceptsOldNames = request.AcceptsOldNames };
        var decision = ReleaseMachine.Decide(state, asked, context.Gate.Policy);
        var refused = decision.Commands.OfType<Gate.Machine.ReleaseCommand.Rest>().FirstOrDefault() is { } rest && decision.State.Equals(state) ? rest.Answer : ReleaseAnswer.Yes;
        return new(refused, decision.Why) { Release = release.Id, State = state };
    }

    // What was asked for is done, whatever the release waits for next.
    private static ReleaseReport Granted(ReleaseAction action, ReleaseReport report) => (action, report.State) switch
    {
        (ReleaseAction.Close, ReleaseState.Retiring or ReleaseState.ContractPending) => report with { Answer = ReleaseAnswer.Yes, Why = $"the window is closed; {report.Why}" },
        (ReleaseAction.Hold, ReleaseState.Held { Cause: HoldCause.Asked }) => report with { Answer = ReleaseAnswer.Yes },
        _ => report,
    };
}
