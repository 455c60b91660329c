using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Observing;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>Takes a release from event to event until it comes to rest: decide, store the decision, store what is about to be done, do it.</summary>
internal sealed class ReleaseLoop(ReleaseMeans means, GatePolicy policy)
{
    private readonly ReleaseJournal _journal = new(means, policy);
    private readonly CommandPerformer _performer = new(means, policy);
    private readonly WayBackReader _ways = new(means, policy);

    /// <summary>Goes on from an event.</summary>
    /// <exception cref="LeaseLostException">Somebody else has the lease; nothing was done since.</exception>
    public async Task<ReleaseReport> RunAsync(ReleaseSession session, ReleaseEvent first, CancellationToken cancellation)
    {
        using var span = new StateSpan(session.Release.Id, session.Options.TraceParent);
        var report = await RunAsync(session, first, span, cancellation);
        span.End(report.Answer, report.Why);
        return report;
    }

    private async Task<ReleaseReport> RunAsync(ReleaseSession session, ReleaseEvent first, StateSpan span, CancellationToken cancellation)
    {
        var happened = first;
        ReleaseCommand.Effect? cause = null;
        while (true)
        {
            happened = await WithWayAsync(session, happened, cancellation);
            var decision = await MoveAsync(session, cause, happened, cancellation);
            span.Enter(session.State, session.Release);
            session.Options.Progress?.Report(decision);
            if (Reached(session, decision) is { } reached)
            {
                return reached;
            }

            var (next, by) = await FollowAsync(session, decision, cancellation);
            if (next is null)
            {
                var rest = decision.Commands.OfType<ReleaseCommand.Rest>().FirstOrDefault();
                return session.Report(rest?.Answer ?? ReleaseAnswer.Unknown, decision.Why);
            }

            (happened, cause) = (next, by);
        }
    }

    /// <summary>Decides and stores the decision; a ledger that does not answer is an event of its own.</summary>
    private async Task<Decision> MoveAsync(ReleaseSession session, ReleaseCommand.Effect? cause, ReleaseEvent happened, CancellationToken cancellation)
    {
        var decision = ReleaseMachine.Decide(session.State, happened, policy);
        if (!Worth(session, cause, happened, decision))
        {
            return decision;
        }

        try
        {
            await _journal.MoveAsync(session, cause, happened, decision, cancellation);
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException)
        {
            var lost = new ReleaseEvent.LedgerLost(session.Clock.Now, failure.Message) { Way = session.Way };
            decision = ReleaseMachine.Decide(session.State, lost, policy);
            if (decision.State is ReleaseState.RollingBack)
            {
                await _journal.MoveAsync(session, null, lost, decision, cancellation);
            }
        }

        session.State = decision.State;
        return decision;
    }

    private async Task<(ReleaseEvent? Next, ReleaseCommand.Effect? By)> FollowAsync(ReleaseSession session, Decision decision, CancellationToken cancellation)
    {
        foreach (var command in decision.Commands)
        {
            switch (command)
            {
                case ReleaseCommand.Rest:
                    return (null, null);
                case ReleaseCommand.Wait wait:
                    await session.Clock.WaitAsync(wait.Delay, cancellation);
                    await RenewAsync(session, cancellation);
                    break;
                default:
                    var next = await DoAsync(session, command, cancellation);
                    if (next is not null)
                    {
                        return (next, command as ReleaseCommand.Effect);
                    }

                    break;
            }
        }

        return (null, null);
    }

    private async Task<ReleaseEvent?> DoAsync(ReleaseSession session, ReleaseCommand command, CancellationToken cancellation)
    {
        using var activity = ReleaseTelemetry.Command(command);
        var happened = await TryAsync(session, command, cancellation);
        ReleaseTelemetry.End(activity, happened);
        return happened;
    }

    private async Task<ReleaseEvent?> TryAsync(ReleaseSession session, ReleaseCommand command, CancellationToken cancellation)
    {
        try
        {
            if (command is ReleaseCommand.Effect)
            {
                await _journal.IntendAsync(session, command, cancellation);
            }

            var happened = await _performer.PerformAsync(session, command, cancellation);
            Note(session, happened);
            if (happened is null)
            {
                await _journal.DoneAsync(session, command, cancellation);
            }

            return happened;
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException)
        {
            return new ReleaseEvent.LedgerLost(session.Clock.Now, failure.Message);
        }
    }

    // What is read of the way back counts for a decision only if it is read after what is decided on; going back does not wait for it.
    private async Task<ReleaseEvent> WithWayAsync(ReleaseSession session, ReleaseEvent happened, CancellationToken cancellation)
    {
        if (session.Keeper is not null && happened is ReleaseEvent.Reread or ReleaseEvent.Measured or ReleaseEvent.Resumed && session.State is not (ReleaseState.RollingBack or ReleaseState.RolledBack))
        {
            session.Way = await _ways.ReadAsync(session, session.Way, cancellation);
        }

        return happened with { Way = session.Way };
    }

    private static async Task RenewAsync(ReleaseSession session, CancellationToken cancellation)
    {
        try
        {
            await (session.Keeper?.RenewIfDueAsync(cancellation) ?? Task.CompletedTask);
        }
        catch (DatabaseException)
        {
            // The next entry of the journal says whether the lease still counts.
        }
    }

    private static void Note(ReleaseSession session, ReleaseEvent? happened)
    {
        if (happened is ReleaseEvent.DrainSeen { Counted: true, Remaining: 0 } drained && session.State is ReleaseState.Baking baking)
        {
            session.LastOldRequestSeconds = (drained.At - baking.Switched.DecidedAt).TotalSeconds;
        }
    }

    // Looking at the same thing again and again is no news.
    private static bool Worth(ReleaseSession session, ReleaseCommand.Effect? cause, ReleaseEvent happened, Decision decision) =>
        cause is not null
        || happened is ReleaseEvent.Asked
        || !decision.State.Equals(session.State)
        || (happened is not ReleaseEvent.Resumed && decision.Commands is [.., ReleaseCommand.Rest]);

    private static ReleaseReport? Reached(ReleaseSession session, Decision decision) => (session.Options.Goal, decision.State) switch
    {
        (ReleaseGoal.Rest, _) or (_, ReleaseState.Held or ReleaseState.Aborted or ReleaseState.RollingBack or ReleaseState.RolledBack) => null,
        (ReleaseGoal.Prepared, ReleaseState.Draft) => null,
        (ReleaseGoal.Expanded, ReleaseState.Draft or ReleaseState.Prepared or ReleaseState.Expanding or ReleaseState.Backfilling) => null,
        (ReleaseGoal.Verified, ReleaseState.Draft or ReleaseState.Prepared or ReleaseState.Expanding or ReleaseState.Backfilling or ReleaseState.Verifying) => null,
        _ => session.Report(ReleaseAnswer.Yes, decision.Why),
    };
}
