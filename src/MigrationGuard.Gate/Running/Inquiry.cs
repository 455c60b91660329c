using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>Asks the machine with what is read now, and does nothing of what it answers.</summary>
internal sealed class Inquiry(ReleaseMeans means, GatePolicy policy, WayBackReader ways)
{
    private readonly ReleaseReading _reading = new(means, policy);

    /// <summary>The answer.</summary>
    public async Task<ReleaseReport> AskAsync(string release, ReleaseQuestion question, CancellationToken cancellation)
    {
        try
        {
            if ((await means.Ledger.ReleasesAsync(cancellation)).FirstOrDefault(stored => stored.Id == release) is not { } record)
            {
                return new(ReleaseAnswer.Usage, $"there is no release {release}");
            }

            var clock = new ReleaseClock(means.Time);
            var session = new ReleaseSession(record, ReleaseJson.StateAfter(await means.Ledger.JournalAsync(release, cancellation)), clock, new RunOptions("inquiry"));
            session.Way = await ways.ReadAsync(session, WayBack.Unknown, cancellation);
            return await AnswerAsync(session, question, cancellation) with { WithoutLedger = false };
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException or IOException or HttpRequestException)
        {
            return new(ReleaseAnswer.Dependency, failure.Message) { Release = release };
        }
        catch (JsonException failure)
        {
            return new(ReleaseAnswer.Held, $"the journal of {release} cannot be read: {failure.Message}") { Release = release };
        }
    }

    private async Task<ReleaseReport> AnswerAsync(ReleaseSession session, ReleaseQuestion question, CancellationToken cancellation)
    {
        var happened = await EventAsync(session, question, cancellation);
        if (happened is null)
        {
            return session.Report(session.State is ReleaseState.Held ? ReleaseAnswer.Held : ReleaseAnswer.Unknown, $"the release is {session.State.Word}");
        }

        var decision = ReleaseMachine.Decide(session.State, happened with { Way = session.Way }, policy);
        var yes = (question, decision.State) switch
        {
            (ReleaseQuestion.Switch, ReleaseState.Sharing or ReleaseState.Switching) => true,
            (ReleaseQuestion.Rollback, ReleaseState.RollingBack or ReleaseState.RolledBack or ReleaseState.Aborted { Settled: false }) => true,
            (ReleaseQuestion.Contract, ReleaseState.Contracting or ReleaseState.Tombstoned { Lifting: false }) => true,
            _ => false,
        };
        if (decision.State is ReleaseState.RollingBack && Sights.Of(await means.Router.ObserveAsync(cancellation), session.Release) is RouterSight.Unknown silent)
        {
            return session.Report(ReleaseAnswer.Dependency, $"the router could not be moved, for it does not say where it is: {silent.Reason}");
        }

        var rest = decision.Commands.OfType<ReleaseCommand.Rest>().FirstOrDefault()?.Answer ?? ReleaseAnswer.Unknown;
        return session.Report(yes ? ReleaseAnswer.Yes : rest == ReleaseAnswer.Yes ? ReleaseAnswer.No : rest, yes && question == ReleaseQuestion.Rollback ? session.Way.Why : decision.Why);
    }

    private async Task<ReleaseEvent?> EventAsync(ReleaseSession session, ReleaseQuestion question, CancellationToken cancellation) => (question, session.State) switch
    {
        (ReleaseQuestion.Rollback, _) => new ReleaseEvent.Asked(session.Clock.Now, ReleaseAction.Rollback, "inquiry", null),
        (ReleaseQuestion.Switch, ReleaseState.Ready ready) => await _reading.RereadAsync(session, new(ready.Fingerprint), cancellation),
        (ReleaseQuestion.Contract, ReleaseState.ContractPending or ReleaseState.Contracting or ReleaseState.Tombstoned) => await _reading.ContractAsync(session, cancellation),
        _ => null,
    };
}
