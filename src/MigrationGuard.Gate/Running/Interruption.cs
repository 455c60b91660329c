using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>Goes back, gives up or stops on a person's wish: takes the lease from whoever has it, and works from what this machine knows where the ledger does not answer.</summary>
internal sealed class Interruption(ReleaseMeans means, GatePolicy policy, ReleaseLoop loop, Reconciliation reconciliation)
{
    private readonly WayBackReader _ways = new(means, policy);

    /// <summary>Runs it.</summary>
    public async Task<ReleaseReport> RunAsync(string release, ReleaseRequest request, RunOptions options, CancellationToken cancellation)
    {
        var clock = new ReleaseClock(means.Time);
        var asked = ReleaseRunner.Asked(request, clock);
        ReleaseSession? session = null;
        try
        {
            session = await FromLedgerAsync(release, clock, options, cancellation);
            return session is null
                ? new(ReleaseAnswer.Usage, $"there is no release {release}")
                : await RefusedAsync(session, asked, cancellation) ?? await InterruptAsync(session, asked, cancellation);
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException or JsonException)
        {
            var known = session ?? await KnownAsync(release, request, clock, options, cancellation);
            return known is null
                ? new(ReleaseAnswer.Dependency, $"{failure.Message}; and this machine knows nothing of release {release}") { Release = release, WithoutLedger = true }
                : await RefusedAsync(known, asked, cancellation) ?? await loop.RunAsync(known, asked, cancellation);
        }
        catch (LeaseLostException lost)
        {
            return new(ReleaseAnswer.Busy, $"{lost.Message} Nothing was done since.") { Release = release };
        }
        catch (IOException failure)
        {
            return new(ReleaseAnswer.Held, $"what is kept of {release} on this machine cannot be read: {failure.Message}") { Release = release };
        }
        finally
        {
            await (session?.Keeper?.GiveBackAsync(policy.LedgerPatience) ?? Task.CompletedTask);
        }
    }

    private async Task<ReleaseReport> InterruptAsync(ReleaseSession session, ReleaseEvent asked, CancellationToken cancellation)
    {
        var keeper = await SeizeAsync(session, cancellation);
        session.State = ReleaseJson.StateAfter(await session.Clock.WithinAsync(means.Ledger.JournalAsync(session.Release.Id, cancellation), policy.LedgerPatience, cancellation));
        session.Keeper = keeper;
        var report = await loop.RunAsync(session, asked, cancellation);
        return report is { Answer: ReleaseAnswer.No, State: ReleaseState.RolledBack } ? report with { Answer = ReleaseAnswer.Yes } : report;
    }

    private async Task<ReleaseSession?> FromLedgerAsync(string release, ReleaseClock clock, RunOptions options, CancellationToken cancellation)
    {
        var releases = await clock.WithinAsync(means.Ledger.ReleasesAsync(cancellation), policy.LedgerPatience, cancellation);
        if (releases.FirstOrDefault(stored => stored.Id == release) is not { } record)
        {
            return null;
        }

        var journal = await clock.WithinAsync(means.Ledger.JournalAsync(release, cancellation), policy.LedgerPatience, cancellation);
        var session = new ReleaseSession(record, ReleaseJson.StateAfter(journal), clock, options);
        session.Way = await _ways.ReadAsync(session, WayBack.Unknown, cancellation);
        if (session.Way == WayBack.Unknown && await RecallAsync(release, cancellation) is { Known: { } known })
        {
            session.Way = WayOf(known);
        }

        return session;
    }

    // A wish that is refused, or fulfilled already, takes the lease from nobody.
    private async Task<ReleaseReport?> RefusedAsync(ReleaseSession session, ReleaseEvent asked, CancellationToken cancellation)
    {
        var decision = ReleaseMachine.Decide(session.State, asked with { Way = session.Way }, policy);
        if (!decision.State.Equals(session.State) || decision.Commands is not [ReleaseCommand.Rest rest])
        {
            return null;
        }

        var (answer, why) = rest.Answer != ReleaseAnswer.Yes ? (rest.Answer, decision.Why) : Sights.Of(await means.Router.ObserveAsync(cancellation), session.Release) switch
        {
            RouterSight.On { Side: Side.Old } => (ReleaseAnswer.Yes, decision.Why),
            RouterSight.On or RouterSight.Shared or RouterSight.Elsewhere => (ReleaseAnswer.No, $"the release is {session.State.Word}, and the router is not on the old version: somebody else moved it since"),
            RouterSight.NotYet notYet => (ReleaseAnswer.Dependency, notYet.Reason),
            RouterSight.Unknown unknown => (ReleaseAnswer.Dependency, unknown.Reason),
            _ => (ReleaseAnswer.Dependency, "the router says nothing"),
        };
        await _ways.Data.KeepAsync(session, session.Way, cancellation);
        return session.Report(answer, why) with { WithoutLedger = false };
    }

    private async Task<LeaseKeeper> SeizeAsync(ReleaseSession session, CancellationToken cancellation)
    {
        var keeper = new LeaseKeeper(means.Ledger, session.Clock, policy.LeaseDuration, await LeaseAsync(session, cancellation));
        await session.Clock.WithinAsync(ReconcileAsync(session.Release.Id, keeper, cancellation), policy.LedgerPatience, cancellation);
        return keeper;
    }

    // A lease that is waited for no longer must not come afterwards: nobody would give it back.
    private async Task<Lease> LeaseAsync(ReleaseSession session, CancellationToken cancellation)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return await session.Clock.WithinAsync(means.Ledger.SeizeLeaseAsync(session.Options.Holder, policy.LeaseDuration, waited.Token), policy.LedgerPatience, cancellation);
        }
        catch (TimeoutException)
        {
            await waited.CancelAsync();
            throw;
        }
    }

    private async Task<bool> ReconcileAsync(string release, LeaseKeeper keeper, CancellationToken cancellation)
    {
        try
        {
            await reconciliation.RunAsync(release, keeper, cancellation);
            return true;
        }
        catch (IOException)
        {
            // What cannot be read here keeps nobody from going back; the next run complains of it.
            return false;
        }
    }

    private async Task<ReleaseSession?> KnownAsync(string release, ReleaseRequest request, ReleaseClock clock, RunOptions options, CancellationToken cancellation)
    {
        if (await RecallAsync(release, cancellation) is { Known: { } known, Last: var last })
        {
            return new ReleaseSession(known.Release, last ?? ReleaseJson.ReadState(known.State), clock, options)
            {
                Way = WayOf(known),
            };
        }

        // Nothing is known but the two slots: the router says whether there is anything to go back from.
        return request.Assumed is not { } assumed ? null : Sights.Of(await means.Router.ObserveAsync(cancellation), assumed) switch
        {
            RouterSight.On { Side: Side.New } on => new ReleaseSession(assumed, new ReleaseState.Baking(new(on.Generation, clock.Now, clock.Now), 0, true), clock, options),
            RouterSight.Shared shared => new ReleaseSession(assumed, Sharing(shared, clock.Now), clock, options),
            _ => null,
        };
    }

    private static ReleaseState.Sharing Sharing(RouterSight.Shared shared, DateTimeOffset now) =>
        new(shared.Percent, shared.Generation, shared.Generation - 1, now, now) { Left = new(now, shared.Generation - 1), Given = true };

    private static WayBack WayOf(LastKnown known) =>
        known.NoWayBack is null ? new(WayStanding.Open, OldSight.Unknown, "as the ledger last said") : new(WayStanding.Closed, OldSight.Unknown, known.NoWayBack);

    // A file that cannot be read is like one that is not there.
    private async Task<(LastKnown? Known, ReleaseState? Last)> RecallAsync(string release, CancellationToken cancellation)
    {
        try
        {
            var pending = await means.Local.PendingAsync(release, cancellation);
            return (await means.Local.RecallAsync(release, cancellation), pending.Select(note => ReleaseJson.StateOf(note.Payload)).LastOrDefault(state => state is not null));
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return (null, null);
        }
    }
}
