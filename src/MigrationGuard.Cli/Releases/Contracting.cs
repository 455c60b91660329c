using MigrationGuard.Cli.Releases.Queue;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Removes what only the old version of a release needed, or says who needs it.</summary>
internal sealed class Contracting(ReleaseContext context)
{
    /// <summary>The release that is meant: without an id the newest one of which the new version has the traffic.</summary>
    /// <exception cref="UsageException">There is none, or nothing is configured to be removed.</exception>
    public static async Task<ReleaseRecord> FindAsync(ReleaseContext context, string? id, CancellationToken cancellation)
    {
        if (context.Gate.Contract is null)
        {
            throw new UsageException($"{context.Gate.Origin}: gate.contract is missing; write {{ \"migrations\": \"…\" }} with the scripts that remove");
        }

        var releases = await context.Means.Ledger.ReleasesAsync(cancellation);
        return id is null && releases.LastOrDefault(release => release.Service == context.Service && release.Progress.Standing != ReleaseStanding.Withdrawn) is { } newest
            ? newest
            : await ReleaseChoice.RequireAsync(context, id, cancellation);
    }

    /// <summary>Whether it could be removed; a live version that needs it is named in every state of the release.</summary>
    public async Task<ReleaseReport> CheckAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var state = await StateAsync(release, cancellation);
        return IsOpen(state) ? await context.Runner.CanAsync(release.Id, ReleaseQuestion.Contract, cancellation) : await NeededAsync(release, state, cancellation) ?? Early(release, state);
    }

    /// <summary>Removes it. Where the old version is on its way out, it is looked for once more first.</summary>
    public async Task<ReleaseReport> RunAsync(ReleaseRecord release, (ReleaseExecution Execution, string? Reason) use, CancellationToken cancellation)
    {
        var state = await StateAsync(release, cancellation);
        if (!IsOpen(state) && await NeededAsync(release, state, cancellation) is { } needed)
        {
            return needed;
        }

        var options = use.Execution.Options(ReleaseGoal.Rest);
        if (state is ReleaseState.Retiring && await context.Runner.RunAsync(release.Id, options, cancellation) is { State: not ReleaseState.ContractPending } still)
        {
            return still;
        }

        var report = await context.Runner.AskAsync(release.Id, new(ReleaseAction.Contract, use.Execution.Person, use.Reason), options, cancellation);
        if (report is not { Answer: ReleaseAnswer.Yes, State: ReleaseState.ContractPending } || await context.Tombstones.FindAsync(release.Id, cancellation) is not { InUse: { } used, Hits: [.., var hit] })
        {
            return report;
        }

        await new QueueChange(context, use.Execution.Person).AfterHitAsync(release, hit.ToString(), cancellation);
        return report with { Answer = ReleaseAnswer.No, Why = used };
    }

    private static bool IsOpen(ReleaseState state) => state is ReleaseState.ContractPending or ReleaseState.Tombstoned or ReleaseState.Contracting;

    private async Task<ReleaseState> StateAsync(ReleaseRecord release, CancellationToken cancellation) => ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));

    private async Task<ReleaseReport?> NeededAsync(ReleaseRecord release, ReleaseState state, CancellationToken cancellation)
    {
        if (state is ReleaseState.Done)
        {
            return new(ReleaseAnswer.Yes, "it is removed already") { Release = release.Id, State = state };
        }

        var check = await context.Means.Contraction.CheckAsync(release, cancellation);
        return check.Verdict switch
        {
            EvidenceVerdict.Pass => null,
            EvidenceVerdict.Fail => new(ReleaseAnswer.No, check.Why) { Release = release.Id, State = state },
            _ => new(ReleaseAnswer.Unknown, check.Why) { Release = release.Id, State = state },
        };
    }

    private static ReleaseReport Early(ReleaseRecord release, ReleaseState state) => new(
        ReleaseAnswer.Policy,
        state is ReleaseState.WindowOpen open ? $"no live version needs it, but the way back to {release.Old.Version} is promised until {ReleaseWords.Time(open.Until)}"
            : $"no live version needs it, but the release is {state.Word}: nothing is removed before {release.Old.Version} is gone and its support ended")
    {
        Release = release.Id,
        State = state,
    };
}
