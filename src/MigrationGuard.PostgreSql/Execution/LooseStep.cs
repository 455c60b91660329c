using MigrationGuard.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Takes a step that the server refuses in a transaction: records that it begins, runs it, records that it is done. What a crash left behind is looked for in the catalogs.</summary>
internal static class LooseStep
{
    /// <summary>One attempt.</summary>
    /// <exception cref="StepRefusal">The server refuses a statement of the step.</exception>
    /// <exception cref="DatabaseException">The server refuses something else or is lost.</exception>
    /// <exception cref="Ledgers.LeaseLostException">The lease does not count.</exception>
    public static async Task<StepReport> RunAsync(StepSession session, StepWork work, StepSettings settings, CancellationToken cancellation)
    {
        var ledger = new StepLedger(session, work.Key, work.Lease);
        await ledger.RequireLeaseAsync(cancellation);
        var record = await ledger.FindAsync(work.Step.Number, cancellation);
        if (record is { IsDone: true })
        {
            return work.Succeeded("done, as its record says");
        }

        await Limits.SetAsync(session, work.Step, settings, cancellation);
        var statement = work.Step.Statements[0];
        var sight = await StepSight.LookAsync(session, statement, cancellation);
        return record is null
            ? await BeginAsync(session, (work, ledger), (statement, sight), cancellation)
            : await ResumeAsync(session, (work, ledger), (statement, sight, record), cancellation);
    }

    private static async Task<StepReport> BeginAsync(StepSession session, (StepWork Work, StepLedger Ledger) step, (MigrationStatement Statement, StepSight Sight) found, CancellationToken cancellation)
    {
        var (work, ledger) = step;
        if (found.Sight.Obstacle is { } obstacle)
        {
            return work.Ended(StepVerdict.Failed, obstacle);
        }

        var before = work.Run.Expected is null ? null : await ledger.FingerprintAsync(cancellation);
        if (!string.Equals(before, work.Run.Expected, StringComparison.Ordinal))
        {
            return work.Ended(StepVerdict.Failed, $"the schema is {before}, it was checked on {work.Run.Expected}");
        }

        var record = work.Begun with { Before = before };
        await ledger.NoteAsync(record, work.Step.Digest, cancellation);
        return await FinishAsync(session, step, (found.Statement, record), cancellation);
    }

    private static async Task<StepReport> ResumeAsync(
        StepSession session, (StepWork Work, StepLedger Ledger) step, (MigrationStatement Statement, StepSight Sight, StepRecord Record) found, CancellationToken cancellation)
    {
        var (statement, sight, record) = found;
        switch (sight.Standing)
        {
            case StepStanding.Happened:
                await NoteDoneAsync(step, record, cancellation);
                return step.Work.Succeeded("done by a run that did not live to record it");
            case StepStanding.Half:
                await session.RunAsync(sight.Cleanup!, cancellation);
                return await ResumeAsync(session, step, found with { Sight = await StepSight.LookAsync(session, statement, cancellation) }, cancellation);
            case StepStanding.Absent:
                return await FinishAsync(session, step, (statement, record), cancellation);
            default:
                var (release, phase) = step.Work.Key;
                return step.Work.Ended(StepVerdict.Unclear, FormattableString.Invariant(
                    $"it was begun, nobody saw its end, and the catalogs do not tell. Look whether it happened, then set done in migration_guard.step, or delete the row, where release = '{release}', phase = '{phase}', number = {record.Number}"));
        }
    }

    private static async Task<StepReport> FinishAsync(StepSession session, (StepWork Work, StepLedger Ledger) step, (MigrationStatement Statement, StepRecord Record) begun, CancellationToken cancellation)
    {
        var (work, ledger) = step;
        try
        {
            await Limits.RunAsync(session, work.Step.File, begun.Statement, cancellation);
        }
        catch (StepRefusal refusal) when (!refusal.Failure.IsTransient && refusal.Failure.SqlState != "MG003")
        {
            await UndoAsync(session, ledger, begun, cancellation);
            throw;
        }

        var sight = await StepSight.LookAsync(session, begun.Statement, cancellation);
        if (sight.Standing is StepStanding.Half or StepStanding.Absent)
        {
            return work.Ended(StepVerdict.Failed, $"the server accepted it, and it is not there: {sight.Obstacle ?? "look at the database's own triggers and settings"}");
        }

        await NoteDoneAsync(step, begun.Record, cancellation);
        return work.Succeeded("done");
    }

    // What failed for good leaves nothing: neither half an index nor a record of a beginning.
    private static async Task UndoAsync(StepSession session, StepLedger ledger, (MigrationStatement Statement, StepRecord Record) begun, CancellationToken cancellation)
    {
        if ((await StepSight.LookAsync(session, begun.Statement, cancellation)).Cleanup is { } cleanup)
        {
            await session.RunAsync(cleanup, cancellation);
        }

        await ledger.ForgetAsync(begun.Record.Number, cancellation);
    }

    private static async Task NoteDoneAsync((StepWork Work, StepLedger Ledger) step, StepRecord record, CancellationToken cancellation)
    {
        var after = record.Before is null ? null : await step.Ledger.FingerprintAsync(cancellation);
        await step.Ledger.NoteAsync(record with { IsDone = true, After = after }, step.Work.Step.Digest, cancellation);
    }
}
