using System.CommandLine;
using System.CommandLine.Parsing;
using MigrationGuard.Cli.Commands;
using MigrationGuard.Cli.Releases.Reports;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Runs something of a release for a command: says how it goes, ends in order when it is interrupted, reports.</summary>
internal sealed class ReleaseExecution(ReleaseContext context, ParseResult result, Surroundings surroundings)
{
    private readonly DecisionLog _log = new(surroundings);

    /// <summary>Who acts.</summary>
    public string Person => ReleaseOptions.Person(result, surroundings);

    private string GoOn => result.CommandResult.Parent is CommandResult { Command.Name: "contract" } && result.CommandResult.Command.Name is "run" or "tombstone" or "restore" or "watch"
        ? $"migrationguard contract {result.CommandResult.Command.Name}" : "migrationguard release run --resume";

    /// <summary>How to run it.</summary>
    public RunOptions Options(ReleaseGoal goal) => new(FormattableString.Invariant($"{Person}:{Environment.ProcessId}/{Guid.NewGuid().ToString("N")[..8]}"))
    {
        Goal = goal,
        Wait = ReleaseOptions.WaitOf(result),
        TraceParent = surroundings.Variable("TRACEPARENT"),
        Progress = _log,
    };

    /// <summary>Runs it, and gives the exit code.</summary>
    public async Task<ExitCode> RunAsync(ReleaseRecord? release, Func<CancellationToken, Task<ReleaseReport>> run, CancellationToken cancellation)
    {
        if (await Interruptions.RunAsync(run, cancellation) is { } report)
        {
            return Report(report, release);
        }

        surroundings.Say($"interrupted; nothing is lost, the journal says how far it got. Go on with: {GoOn}{(release is null ? "" : $" --release {release.Id}")}");
        return ExitCode.Unknown;
    }

    /// <summary>Writes a report, and gives its exit code.</summary>
    public ExitCode Report(ReleaseReport report, ReleaseRecord? release)
    {
        _log.Note(report.Why);
        var next = report.State is { } state && release is not null ? NextStep.Of(state, release, context.Gate, surroundings.Time.GetUtcNow()) : null;
        OutcomeReport.Write(new(report, _log.WouldRefuse, next), ReleaseOptions.FormatOf(result, surroundings), surroundings.Output);

        // Whoever waits for the result does not wait for what is told to others.
        surroundings.Output.Flush();
        return (ExitCode)report.Answer;
    }

    /// <summary>Reports that there is nothing to run.</summary>
    public ExitCode Report(PlanAnswer.Not not) => Report(new ReleaseReport(not.Answer, not.Why), null);
}
