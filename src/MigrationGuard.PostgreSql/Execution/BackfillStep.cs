using MigrationGuard.Backfills;
using MigrationGuard.Execution;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Takes a step by a backfill, which keeps by itself how far it is: begun and not done is gone on with.</summary>
/// <param name="session">The session, which keeps others from running steps meanwhile.</param>
/// <param name="work">The step.</param>
/// <param name="means">What fills rows.</param>
internal sealed class BackfillStep(StepSession session, StepWork work, BackfillMeans means)
{
    private readonly StepLedger _ledger = new(session, work.Key, work.Lease);

    /// <summary>One attempt.</summary>
    /// <exception cref="Servers.DatabaseException">The server refuses something that is not about rows or locks, or is lost.</exception>
    /// <exception cref="Ledgers.LeaseLostException">The lease does not count.</exception>
    public async Task<StepReport> RunAsync(CancellationToken cancellation)
    {
        await _ledger.RequireLeaseAsync(cancellation);
        var record = await _ledger.FindAsync(work.Step.Number, cancellation);
        if (record is { IsDone: true })
        {
            return work.Succeeded("done, as its record says");
        }

        if (record is null)
        {
            record = work.Begun with { Before = work.Run.Expected is null ? null : await _ledger.FingerprintAsync(cancellation) };
            if (!string.Equals(record.Before, work.Run.Expected, StringComparison.Ordinal))
            {
                return work.Ended(StepVerdict.Failed, $"the schema is {record.Before}, it was checked on {work.Run.Expected}");
            }

            await _ledger.NoteAsync(record, work.Step.Digest, cancellation);
        }

        return await FillAsync(record, cancellation);
    }

    private async Task<StepReport> FillAsync(StepRecord record, CancellationToken cancellation)
    {
        var request = new BackfillRequest($"{work.Run.Release}/{work.Step.File.Path}", work.Step.Rows, work.Lease.Holder) { Settings = means.Settings };
        var report = await means.Backfills.RunAsync(request, means.Progress, cancellation);
        if (report.Verdict is not (BackfillVerdict.Done or BackfillVerdict.Left))
        {
            var verdict = report.Verdict is BackfillVerdict.Busy or BackfillVerdict.Lost ? StepVerdict.Retry : StepVerdict.Failed;
            return work.Ended(verdict, $"{report.Why} (backfill {request.Name})") with { Blockers = report.Blockers };
        }

        var after = record.Before is null ? null : await _ledger.FingerprintAsync(cancellation);
        await _ledger.NoteAsync(record with { IsDone = true, After = after }, work.Step.Digest, cancellation);

        // What is written meanwhile by those who do not know better, one UPDATE would not have met either.
        return work.Succeeded(FormattableString.Invariant($"done, {report.Status?.Rows ?? 0:N0} rows{(report.Verdict == BackfillVerdict.Left ? "; " + report.Why : "")}"));
    }
}
