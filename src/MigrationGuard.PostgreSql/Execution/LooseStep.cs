using MigrationGuard.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Takes a step that the server refuses in a transaction: records that it begins, runs it, records that it is done. What a crash left behind is looked for in the catalogs.</summary>
/// <param name="session">The session.</param>
/// <param name="work">The step.</param>
/// <param name="settings">How it waits.</param>
internal sealed class LooseStep(StepSession session, StepWork work, StepSettings settings)
{
    // The file may have changed who it is.
    private const string BecomeUs = "SET SESSION AUTHORIZATION DEFAULT";

    private readonly StepLedger _ledger = new(session, work.Key, work.Lease);
    private readonly MigrationStatement _statement = work.Step.Statements[0];

    /// <summary>One attempt.</summary>
    /// <exception cref="StepRefusal">The server refuses a statement of the step.</exception>
    /// <exception cref="DatabaseException">The server refuses something else or is lost.</exception>
    /// <exception cref="Ledgers.LeaseLostException">The lease does not count.</exception>
    public async Task<StepReport> RunAsync(CancellationToken cancellation)
    {
        await _ledger.RequireLeaseAsync(cancellation);
        return await _ledger.FindAsync(work.Step.Number, cancellation) switch
        {
            { IsDone: true } => work.Succeeded("done, as its record says"),
            { } begun => await ResumeAsync(begun, cancellation),
            null => await BeginAsync(cancellation),
        };
    }

    private async Task<StepReport> BeginAsync(CancellationToken cancellation)
    {
        if ((await LookAsync(cancellation)).Obstacle is { } obstacle)
        {
            return work.Ended(StepVerdict.Failed, obstacle);
        }

        var before = work.Run.Expected is null ? null : await _ledger.FingerprintAsync(cancellation);
        if (!string.Equals(before, work.Run.Expected, StringComparison.Ordinal))
        {
            return work.Ended(StepVerdict.Failed, $"the schema is {before}, it was checked on {work.Run.Expected}");
        }

        var record = work.Begun with { Before = before };
        await _ledger.NoteAsync(record, work.Step.Digest, cancellation);
        return await FinishAsync(record, cancellation);
    }

    private async Task<StepReport> ResumeAsync(StepRecord record, CancellationToken cancellation)
    {
        var sight = await LookAsync(cancellation);
        switch (sight.Standing)
        {
            case StepStanding.Happened:
                await NoteDoneAsync(record, cancellation);
                return work.Succeeded("done by a run that did not live to record it");
            case StepStanding.Half:
                await CleanAsync(sight.Cleanup!, cancellation);
                return await ResumeAsync(record, cancellation);
            case StepStanding.Absent or StepStanding.Repeatable:
                return await FinishAsync(record, cancellation);
            default:
                var (release, phase) = work.Key;
                return work.Ended(StepVerdict.Unclear, FormattableString.Invariant(
                    $"it was begun, nobody saw its end, and the catalogs do not tell. Look whether it happened, then set done in migration_guard.step, or delete the row, where release = '{release}', phase = '{phase}', number = {record.Number}"));
        }
    }

    private async Task<StepReport> FinishAsync(StepRecord begun, CancellationToken cancellation)
    {
        try
        {
            await Limits.SetAsync(session, work.Step, settings, cancellation);
            await Limits.RunAsync(session, work.Step.File, _statement, cancellation);
        }
        catch (StepRefusal refusal) when (!refusal.Failure.IsConnectionLost)
        {
            if (await EndAsync((begun, refusal.Failure), cancellation) && _statement.EndsTransactions)
            {
                return work.Ended(StepVerdict.Failed, $"{StepRefusal.TextOf(refusal.Failure)}; what the block committed before is kept, and it begins anew when it is run again");
            }

            throw;
        }

        var sight = await LookAsync(cancellation);
        if (sight.Standing is StepStanding.Half or StepStanding.Absent)
        {
            return work.Ended(StepVerdict.Failed, $"the server accepted it, and it is not there: {sight.Obstacle ?? "look at the database's own triggers and settings"}");
        }

        await NoteDoneAsync(begun, cancellation);
        return work.Succeeded("done");
    }

    // What the server has ended and will not be tried again by itself leaves nothing: neither half an index nor a record of a beginning.
    private async Task<bool> EndAsync((StepRecord Begun, DatabaseException Failure) end, CancellationToken cancellation)
    {
        var sight = await LookAsync(cancellation);
        if (StepOutcome.IsPassing(end.Failure, work.Step, settings) && sight.Standing != StepStanding.Unknown)
        {
            return false;
        }

        if (sight.Cleanup is { } cleanup)
        {
            await CleanAsync(cleanup, cancellation);
        }

        await _ledger.ForgetAsync(end.Begun.Number, cancellation);
        return true;
    }

    private async Task NoteDoneAsync(StepRecord record, CancellationToken cancellation)
    {
        var after = record.Before is null ? null : await _ledger.FingerprintAsync(cancellation);
        await _ledger.NoteAsync(record with { IsDone = true, After = after }, work.Step.Digest, cancellation);
    }

    // Names without a schema mean what the file's settings say.
    private async Task<StepSight> LookAsync(CancellationToken cancellation)
    {
        await Limits.SetAsync(session, work.Step, settings, cancellation);
        var sight = await StepSight.LookAsync(session, work.Step, cancellation);
        await session.RunAsync(BecomeUs, cancellation);
        return sight;
    }

    private async Task CleanAsync(string cleanup, CancellationToken cancellation)
    {
        await Limits.SetAsync(session, work.Step, settings, cancellation);
        await session.RunAsync(cleanup, cancellation);
        await session.RunAsync(BecomeUs, cancellation);
    }
}
