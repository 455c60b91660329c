using MigrationGuard.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Takes a step and records it in one transaction: both are there or neither is.</summary>
internal static class TransactionalStep
{
    // The file may have changed who it is.
    private const string BecomeUs = "SET LOCAL SESSION AUTHORIZATION DEFAULT";

    // The guard judges and constraints are checked here, before the lease is locked: going back does not wait for them. The guard then writes its log,
    // which whoever takes the lease writes too; so nothing that takes long comes behind.
    private const string CheckNow = "SET CONSTRAINTS ALL IMMEDIATE";

    /// <summary>One attempt.</summary>
    /// <exception cref="StepRefusal">The server refuses a statement of the step.</exception>
    /// <exception cref="DatabaseException">The server refuses something else or is lost.</exception>
    /// <exception cref="Ledgers.LeaseLostException">The lease does not count.</exception>
    public static async Task<StepReport> RunAsync(StepSession session, StepWork work, StepSettings settings, CancellationToken cancellation)
    {
        var ledger = new StepLedger(session, work.Key, work.Lease);
        await using var transaction = await session.BeginAsync(cancellation);
        await ledger.RequireLeaseAsync(cancellation);
        if (await ledger.FindAsync(work.Step.Number, cancellation) is { IsDone: true })
        {
            return work.Succeeded("done, as its record says");
        }

        var before = work.Run.Expected is null ? null : await ledger.FingerprintAsync(cancellation);
        if (!string.Equals(before, work.Run.Expected, StringComparison.Ordinal))
        {
            return work.Ended(StepVerdict.Failed, $"the schema is {before}, it was checked on {work.Run.Expected}");
        }

        await Limits.SetAsync(session, work.Step, settings, cancellation);
        await Limits.RunAllAsync(session, work.Step, settings, cancellation);
        await session.RunAsync(BecomeUs, cancellation);
        var report = await new StepJudgement(session, work, settings).ReportAsync(cancellation);
        if (report.Verdict != StepVerdict.Done)
        {
            return report;
        }

        await session.RunAsync(CheckNow, cancellation);
        var after = before is null ? null : await ledger.FingerprintAsync(cancellation);
        await ledger.NoteAsync(work.Begun with { IsDone = true, Before = before, After = after }, work.Step.Digest, cancellation);
        await StepSession.CommitAsync(transaction, cancellation);
        return report;
    }
}
