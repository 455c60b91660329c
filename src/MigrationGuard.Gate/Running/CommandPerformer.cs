using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;
using static MigrationGuard.Gate.Machine.ReleaseCommand;

namespace MigrationGuard.Gate.Running;

/// <summary>Does what the machine wishes, and says what happened.</summary>
internal sealed class CommandPerformer(ReleaseMeans means, GatePolicy policy)
{
    private readonly ReleaseReading _reading = new(means, policy);

    /// <summary>What happened; null when nothing follows from it.</summary>
    /// <exception cref="LeaseLostException">Somebody else has the lease.</exception>
    public async Task<ReleaseEvent?> PerformAsync(ReleaseSession session, ReleaseCommand command, CancellationToken cancellation)
    {
        try
        {
            return await DoAsync(session, command, cancellation);
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException or IOException or HttpRequestException)
        {
            return new ReleaseEvent.CommandFailed(session.Clock.Now, command.Name, failure.Message);
        }
    }

    private Task<ReleaseEvent?> DoAsync(ReleaseSession session, ReleaseCommand command, CancellationToken cancellation) => command switch
    {
        Reserve => Of(_reading.ReserveAsync(session, cancellation)),
        Withdraw => Of(WithdrawAsync(session, cancellation)),
        PromiseWayBack promise => PromiseAsync(session, promise, cancellation),
        ReadSchema => Of(_reading.SchemaAsync(session, cancellation)),
        CollectEvidence collect => Of(_reading.CollectAsync(session, collect, cancellation)),
        RereadEverything reread => Of(_reading.RereadAsync(session, reread, cancellation)),
        ObserveOld => Of(_reading.OldAsync(session, cancellation)),
        ObserveJobs => Of(JobsAsync(session, cancellation)),
        RunExpandStep => Of(StepAsync(session, token => means.Expansion.RunNextAsync(session.Release, session.Lease, token), cancellation)),
        RunContractStep step => Of(StepAsync(session, token => means.Contraction.RunNextAsync(session.Release, step.Grant, session.Lease, token), cancellation)),
        CheckContract => Of(_reading.ContractAsync(session, cancellation)),
        PlaceTombstone place => Of(TombstoneAsync(session, token => means.Contraction.PlaceAsync(session.Release, place.Grant, session.Lease, token), cancellation)),
        ObserveTombstone => Of(TombstoneAsync(session, token => means.Contraction.ObserveAsync(session.Release, token), cancellation)),
        LiftTombstone => Of(TombstoneAsync(session, token => means.Contraction.LiftAsync(session.Release, session.Lease, token), cancellation)),
        _ => TrafficAsync(session, command, cancellation),
    };

    private async Task<ReleaseEvent?> TrafficAsync(ReleaseSession session, ReleaseCommand command, CancellationToken cancellation)
    {
        var release = session.Release;
        switch (command)
        {
            case Flip flip:
                var slot = flip.To == Side.New ? release.New.Slot : release.Old.Slot;
                var applied = await means.Router.ApplyAsync(slot, flip.Generation, flip.Expected, cancellation);
                return new ReleaseEvent.RouterSeen(session.Clock.Now, Sights.Of(applied, release));
            case Share share:
                return new ReleaseEvent.RouterSeen(session.Clock.Now, await ShareAsync(share, release, cancellation));
            case Follow follow:
                await means.Router.ApplyAsync(release.New.Slot, follow.Generation, follow.Generation - 1, cancellation);
                return null;
            case ObserveRouter:
                var observed = await means.Router.ObserveAsync(cancellation);
                return new ReleaseEvent.RouterSeen(session.Clock.Now, Sights.Of(observed, release));
            case ProbeFrontDoor:
                var probe = await means.Router.ProbeAsync(policy.ProbeSamples, cancellation);
                return new ReleaseEvent.FrontDoorSeen(session.Clock.Now, Sights.Of(probe, release), Text(probe));
            case Drain:
                var drained = await LongAsync(session, token => means.Router.DrainAsync(release.Old.Slot, policy.DrainDeadline, token), cancellation);
                return new ReleaseEvent.DrainSeen(session.Clock.Now, drained.Remaining, drained.Counted);
            case Measure:
                var measured = await LongAsync(session, token => MeasureAsync(session, token), cancellation);
                return new ReleaseEvent.Measured(session.Clock.Now, measured.Reading, measured.Why);
            default:
                return null;
        }
    }

    private async Task<RouterSight> ShareAsync(Share share, ReleaseRecord release, CancellationToken cancellation) => means.Router is IWeightedRouter router
        ? Sights.Of(await router.ShareAsync(new(release.Old.Slot, release.New.Slot, share.Percent), share.Generation, share.Expected, cancellation), release)
        : new RouterSight.Unknown($"{means.Router.Name} can only move all of the traffic at once");

    private Task<BakeResult> MeasureAsync(ReleaseSession session, CancellationToken cancellation) => session.State is ReleaseState.Sharing sharing
        ? means.Bake.MeasureShareAsync(session.Release, sharing.Percent, policy.WeightWindow ?? policy.BakeWindow, cancellation)
        : means.Bake.MeasureAsync(session.Release, policy.BakeWindow, cancellation);

    private async Task<ReleaseEvent> JobsAsync(ReleaseSession session, CancellationToken cancellation)
    {
        var jobs = await LongAsync(session, token => means.Backfill.GoOnAsync(session.Release, session.Lease, token), cancellation);
        return new ReleaseEvent.JobsSeen(session.Clock.Now, jobs.Standing, jobs.Why);
    }

    private static async Task<ReleaseEvent> StepAsync(ReleaseSession session, Func<CancellationToken, Task<StepResult>> run, CancellationToken cancellation)
    {
        var step = await LongAsync(session, run, cancellation);
        return new ReleaseEvent.StepSeen(session.Clock.Now, step.Outcome, step.Steps, step.Total, step.Why);
    }

    private static async Task<ReleaseEvent> TombstoneAsync(ReleaseSession session, Func<CancellationToken, Task<TombstoneResult>> run, CancellationToken cancellation)
    {
        var seen = await LongAsync(session, run, cancellation);
        return new ReleaseEvent.TombstoneSeen(session.Clock.Now, seen.Sight, seen.Why);
    }

    private async Task<ReleaseEvent> WithdrawAsync(ReleaseSession session, CancellationToken cancellation)
    {
        await _reading.ChangeAsync(session, new VersionChange(session.Release.Service, session.Release.New.Version, VersionState.Published) { Reason = $"release {session.Release.Id} was withdrawn" }, cancellation);
        return new ReleaseEvent.Withdrawn(session.Clock.Now);
    }

    private async Task<ReleaseEvent?> PromiseAsync(ReleaseSession session, PromiseWayBack promise, CancellationToken cancellation)
    {
        await _reading.ChangeAsync(session, new VersionChange(session.Release.Service, session.Release.Old.Version, VersionState.Live) { WindowUntil = promise.Until, Reason = $"the way back of release {session.Release.Id}" }, cancellation);
        return null;
    }

    // Long work keeps the lease alive; without a ledger there is none to keep.
    private static Task<T> LongAsync<T>(ReleaseSession session, Func<CancellationToken, Task<T>> work, CancellationToken cancellation) =>
        session.Keeper is { } keeper ? keeper.WhileAsync(work, cancellation) : work(cancellation);

    private static async Task<ReleaseEvent?> Of(Task<ReleaseEvent> doing) => await doing;

    private static string Text(ProbeResult probe) => $"{probe.Answered} requests answered by {probe.Release ?? "different or unnamed versions"}, {probe.Failed} failed";
}
