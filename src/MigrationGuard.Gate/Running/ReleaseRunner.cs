using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>
/// Runs releases: lease, journal, observation, decision, intent, effect. Ended anywhere and started again, it goes on from what it observes.
/// Whatever a database, router or person does is an answer; only cancellation is thrown.
/// </summary>
public sealed class ReleaseRunner(ReleaseMeans means, GatePolicy policy)
{
    private readonly ReleaseLoop _loop = new(means, policy);
    private readonly WayBackReader _ways = new(means, policy);
    private readonly Reconciliation _reconciliation = new(means);

    /// <summary>Stores a release and runs it. The same release can be started again and goes on.</summary>
    public async Task<ReleaseReport> StartAsync(ReleaseRecord release, RunOptions options, CancellationToken cancellation) =>
        Ended(await UnderLeaseAsync(release.Id, options, keeper => StartAsync(release, keeper, options, cancellation), cancellation));

    /// <summary>Runs a stored release from where it is.</summary>
    public async Task<ReleaseReport> RunAsync(string release, RunOptions options, CancellationToken cancellation) => Ended(await UnderLeaseAsync(
        release,
        options,
        keeper => GoOnAsync(release, keeper, options, clock => new ReleaseEvent.Resumed(clock.Now), cancellation),
        cancellation));

    /// <summary>Asks something of a release and runs what follows from it. Going back, giving up and holding wait for nobody who has the lease.</summary>
    public Task<ReleaseReport> AskAsync(string release, ReleaseRequest request, RunOptions options, CancellationToken cancellation) =>
        request.Action is ReleaseAction.Rollback or ReleaseAction.Abort or ReleaseAction.Hold
            ? new Interruption(means, policy, _loop, _reconciliation).RunAsync(release, request, options, cancellation)
            : UnderLeaseAsync(release, options, keeper => GoOnAsync(release, keeper, options, clock => Asked(request, clock), cancellation), cancellation);

    /// <summary>What would be answered, without doing anything: to the switch, to going back, to the removal.</summary>
    public Task<ReleaseReport> CanAsync(string release, ReleaseQuestion question, CancellationToken cancellation) =>
        new Inquiry(means, policy, _ways).AskAsync(release, question, cancellation);

    internal static ReleaseEvent.Asked Asked(ReleaseRequest request, ReleaseClock clock) => new(clock.Now, request.Action, request.Person, request.Reason)
    {
        Until = request.Until,
        AcceptsUnknownFloor = request.AcceptsUnknownFloor,
        AcceptsOldNames = request.AcceptsOldNames,
    };

    // Whoever wants to go on is not served by a release that others gave up or sent back.
    private static ReleaseReport Ended(ReleaseReport report) => report switch
    {
        { Answer: ReleaseAnswer.Yes, State: ReleaseState.Aborted { Settled: false } aborted } => report with { Answer = ReleaseAnswer.No, Why = $"it was given up: {aborted.Why}" },
        { Answer: ReleaseAnswer.Yes, State: ReleaseState.RolledBack } => report with { Answer = ReleaseAnswer.No },
        _ => report,
    };

    private async Task<ReleaseReport> StartAsync(ReleaseRecord release, LeaseKeeper keeper, RunOptions options, CancellationToken cancellation)
    {
        var complaints = PolicyContradictions.Of(policy, new([.. means.Evidence.SelectMany(source => source.Kinds)], means.Router.Capabilities));
        if (complaints.Count > 0)
        {
            return new(ReleaseAnswer.Usage, $"the policy contradicts itself or what is configured: {string.Join("; ", complaints)}") { Release = release.Id };
        }

        return await means.Ledger.StartAsync(keeper.Lease, release, cancellation) switch
        {
            StartAnswer.BaseMoved moved => new(ReleaseAnswer.Policy, $"{release.Id} was planned on {release.Base ?? "no release"}, and {moved.Live ?? "none"} is live; plan it again") { Release = release.Id },
            StartAnswer.Underway other => new(ReleaseAnswer.Busy, $"release {other.Other.Id} is {other.Other.Progress.State}, started by {other.Other.StartedBy} at {other.Other.StartedAt:u}") { Release = release.Id },
            StartAnswer.PlanDiffers => new(ReleaseAnswer.Usage, $"a release {release.Id} is stored with another plan; give this one another name") { Release = release.Id },
            _ => await GoOnAsync(release.Id, keeper, options, clock => new ReleaseEvent.Resumed(clock.Now), cancellation),
        };
    }

    private async Task<ReleaseReport> GoOnAsync(string release, LeaseKeeper keeper, RunOptions options, Func<ReleaseClock, ReleaseEvent> first, CancellationToken cancellation)
    {
        await _reconciliation.RunAsync(release, keeper, cancellation);
        if ((await means.Ledger.ReleasesAsync(cancellation)).FirstOrDefault(stored => stored.Id == release) is not { } record)
        {
            return new(ReleaseAnswer.Usage, $"there is no release {release}");
        }

        var clock = new ReleaseClock(means.Time);
        var session = new ReleaseSession(record, ReleaseJson.StateAfter(await means.Ledger.JournalAsync(release, cancellation)), clock, options) { Keeper = keeper };
        return await _loop.RunAsync(session, first(clock), cancellation);
    }

    private async Task<ReleaseReport> UnderLeaseAsync(string release, RunOptions options, Func<LeaseKeeper, Task<ReleaseReport>> run, CancellationToken cancellation)
    {
        LeaseKeeper? keeper = null;
        try
        {
            var clock = new ReleaseClock(means.Time);
            var answer = await new LeaseQueue(means.Ledger, clock, policy.PollInterval).AcquireAsync(options.Holder, policy.LeaseDuration, options.Wait, cancellation);
            if (answer is LeaseAnswer.Taken taken)
            {
                keeper = new LeaseKeeper(means.Ledger, clock, policy.LeaseDuration, taken.Lease);
                return await run(keeper);
            }

            var busy = (LeaseAnswer.Busy)answer;
            return new(ReleaseAnswer.Busy, LeaseQueue.TextOf(busy)) { Release = release, Busy = busy };
        }
        catch (LeaseLostException lost)
        {
            return new(ReleaseAnswer.Busy, $"{lost.Message} Nothing was done since.") { Release = release };
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException or IOException)
        {
            return new(ReleaseAnswer.Dependency, failure.Message) { Release = release };
        }
        catch (JsonException failure)
        {
            return new(ReleaseAnswer.Held, $"the journal of {release} cannot be read: {failure.Message}") { Release = release };
        }
        finally
        {
            await (keeper?.GiveBackAsync(policy.LedgerPatience) ?? Task.CompletedTask);
        }
    }
}
