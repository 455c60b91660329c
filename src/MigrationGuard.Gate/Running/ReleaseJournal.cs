using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Observing;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>Writes what is about to be done and what came of it: into the ledger, or beside the process where going back does not wait for the ledger.</summary>
internal sealed class ReleaseJournal(ReleaseMeans means, GatePolicy policy)
{
    private int _written;

    /// <summary>Stores that something is about to be done.</summary>
    /// <exception cref="LeaseLostException">Somebody else has the lease: it must not be done.</exception>
    /// <exception cref="DatabaseException">The ledger does not answer, and the release is not on its way back.</exception>
    public Task IntendAsync(ReleaseSession session, ReleaseCommand command, CancellationToken cancellation) =>
        WriteAsync(session, Note(session, JournalKind.Intent, command.Name, ReleaseJson.Intent(command)), session.State, cancellation);

    /// <summary>Stores that something was done from which nothing follows.</summary>
    public Task DoneAsync(ReleaseSession session, ReleaseCommand command, CancellationToken cancellation) =>
        WriteAsync(session, Note(session, JournalKind.Effect, command.Name, ReleaseJson.Nothing), session.State, cancellation);

    /// <summary>Stores what happened and where the release is from here on.</summary>
    /// <param name="session">The run, still in the state before.</param>
    /// <param name="cause">The effect that it comes from; null for what was seen or asked.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="decision">What follows.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public async Task MoveAsync(ReleaseSession session, ReleaseCommand.Effect? cause, ReleaseEvent happened, Decision decision, CancellationToken cancellation)
    {
        var (kind, name) = cause is null ? (JournalKind.Observation, Words.Hyphenated(happened.GetType().Name)) : (JournalKind.Effect, cause.Name);
        var note = Note(session, kind, name, ReleaseJson.Decided(happened, decision)) with
        {
            At = happened.At,
            Progress = new(decision.State.Word, decision.State.Standing),
        };
        await WriteAsync(session, note, decision.State, cancellation);
        await RememberAsync(session, decision.State, cancellation);
        Tell(new(session.Release, session.State, happened, decision, note.Key));
    }

    private void Tell(ReleaseMove move)
    {
        ReleaseTelemetry.Moved(move);
        foreach (var observer in means.Observers)
        {
            observer.Moved(move);
        }
    }

    private async Task WriteAsync(ReleaseSession session, JournalNote note, ReleaseState state, CancellationToken cancellation)
    {
        var returning = state is ReleaseState.RollingBack or ReleaseState.RolledBack or ReleaseState.Held { Was: ReleaseState.RollingBack or ReleaseState.RolledBack };
        if (session.Keeper is { } keeper)
        {
            try
            {
                await AppendAsync(keeper, note, session.Clock, returning, cancellation);
                return;
            }
            catch (Exception failure) when (returning && failure is DatabaseException or TimeoutException)
            {
                session.Keeper = null;
            }
        }
        else if (!returning)
        {
            throw new DatabaseException("the ledger is out of reach", null, null);
        }

        await KeepAsync(note with { Late = true }, cancellation);
    }

    private async Task AppendAsync(LeaseKeeper keeper, JournalNote note, ReleaseClock clock, bool returning, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await clock.WithinAsync(means.Ledger.AppendAsync(keeper.Lease, note, cancellation), returning ? policy.LedgerPatience : policy.LeaseDuration, cancellation);
                return;
            }
            catch (DatabaseException failure) when (failure.IsConnectionLost && !returning && attempt < 3)
            {
                await clock.WaitAsync(policy.PollInterval, cancellation);
            }
        }
    }

    // Going back matters more than the record of it.
    private async Task KeepAsync(JournalNote note, CancellationToken cancellation)
    {
        try
        {
            await means.Local.AppendAsync(note, cancellation);
        }
        catch (IOException)
        {
        }
    }

    private async Task RememberAsync(ReleaseSession session, ReleaseState state, CancellationToken cancellation)
    {
        var closed = session.Way.Standing == WayStanding.Open ? null : session.Way.Why;
        try
        {
            await means.Local.RememberAsync(new LastKnown(session.Release, ReleaseJson.Write(state), closed, session.Clock.Now), cancellation);
        }
        catch (IOException)
        {
        }
    }

    private JournalNote Note(ReleaseSession session, JournalKind kind, string name, JsonElement payload) => new(session.Release.Id, kind, name, payload)
    {
        Key = session.Keeper is { Lease.Token: var token } ? $"{token}/{++_written}" : $"late/{Guid.NewGuid():N}",
        At = session.Clock.Now,
    };
}
