using MigrationGuard.Data;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>Looks whether the data that are there leave the way back open, and raises the rollback floor where they do not.</summary>
internal sealed class DataSight(ReleaseMeans means, GatePolicy policy)
{
    /// <summary>The way back as it is with the data; a database that is lost meanwhile leaves what was read last.</summary>
    public async Task<WayBack> OfAsync(ReleaseSession session, WayBack way, WayBack last, CancellationToken cancellation)
    {
        if (way.Standing != WayStanding.Open || means.Data is not { } data || !Matters(session.State))
        {
            return way;
        }

        try
        {
            var reading = await ReadAsync(session, data, cancellation);
            return reading switch
            {
                { Breaches.Count: > 0 } => await ClosedAsync(session, reading.Why, way, cancellation),
                { Unanswered.Count: > 0 } => Unanswered(session, reading.Why, way, last),
                _ => way,
            };
        }
        catch (TimeoutException)
        {
            return Unanswered(session, "the database does not answer in time", way, last);
        }
        catch (DatabaseException)
        {
            return last;
        }
    }

    /// <summary>Stores the floor that a refusal is due to, if nobody else is at the release.</summary>
    public async Task KeepAsync(ReleaseSession session, WayBack way, CancellationToken cancellation)
    {
        if (way is not { Standing: WayStanding.Closed, Data: { } reason } || !After(session.State))
        {
            return;
        }

        try
        {
            if (await session.Clock.WithinAsync(means.Ledger.AcquireLeaseAsync(session.Options.Holder, policy.LeaseDuration, cancellation), policy.LedgerPatience, cancellation) is not LeaseAnswer.Taken taken)
            {
                return;
            }

            var keeper = new LeaseKeeper(means.Ledger, session.Clock, policy.LeaseDuration, taken.Lease);
            try
            {
                await RaiseAsync(session, keeper.Lease, reason, cancellation);
            }
            finally
            {
                await keeper.GiveBackAsync(policy.LedgerPatience);
            }
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException or LeaseLostException)
        {
            // It is refused all the same; the next run finds the same data.
        }
    }

    // A server that no longer answers is not waited for, whatever the driver does.
    private async Task<DataReading> ReadAsync(ReleaseSession session, DataMeans data, CancellationToken cancellation)
    {
        var within = session.Keeper is null ? data.Returning : data.All;
        var question = data.About(session.Release.Service, session.Release.Old.Version, within);
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return session.Keeper is { } keeper
                ? await keeper.WhileAsync(token => session.Clock.WithinAsync(data.Probes.LookAsync(question, waited.Token), within + policy.LedgerPatience, token), cancellation)
                : await session.Clock.WithinAsync(data.Probes.LookAsync(question, waited.Token), within + policy.LedgerPatience, cancellation);
        }
        catch (TimeoutException)
        {
            await waited.CancelAsync();
            throw;
        }
    }

    private async Task<WayBack> ClosedAsync(ReleaseSession session, string reason, WayBack way, CancellationToken cancellation)
    {
        var release = session.Release;
        if (!After(session.State))
        {
            return way with { Standing = WayStanding.Closed, Why = $"{release.Old.Version} cannot live with the data: {reason}" };
        }

        var closed = new WayBack(WayStanding.Closed, way.Old, $"{release.Old.Version} is below the rollback floor {release.New.Version}: {reason}") { Data = reason };
        try
        {
            await (session.Keeper is { } keeper ? RaiseAsync(session, keeper.Lease, reason, cancellation) : Task.CompletedTask);
        }
        catch (DatabaseException)
        {
            // The way is closed all the same; the next look raises it.
        }

        return closed;
    }

    private Task RaiseAsync(ReleaseSession session, Lease lease, string reason, CancellationToken cancellation) =>
        means.Ledger.RaiseFloorAsync(lease, new(session.Release.Service, session.Release.New.Version, reason, session.Clock.Now), cancellation);

    // Under the load of a bad version a look may fail that did not a moment ago: going back by itself is not given up for that.
    private static WayBack Unanswered(ReleaseSession session, string why, WayBack way, WayBack last) => last.Standing == WayStanding.Open && After(session.State)
        ? way
        : way with { Standing = WayStanding.Unknown, Why = $"it is not known whether {session.Release.Old.Version} can live with the data: {why}" };

    private static bool Matters(ReleaseState state) => state is ReleaseState.Ready or ReleaseState.Switching || After(state);

    // A floor goes up only: while the old version has the traffic, data that are in its way can be repaired.
    private static bool After(ReleaseState state) => state switch
    {
        ReleaseState.Baking or ReleaseState.WindowOpen or ReleaseState.Retiring or ReleaseState.ContractPending or ReleaseState.Tombstoned => true,
        ReleaseState.Held held => After(held.Was),
        _ => false,
    };
}
