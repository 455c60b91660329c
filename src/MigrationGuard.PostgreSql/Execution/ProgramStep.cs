using MigrationGuard.Execution;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Runs somebody else's program once and records it.</summary>
/// <param name="run">What it is.</param>
/// <param name="lease">The right to do it.</param>
/// <param name="work">Runs it.</param>
internal sealed class ProgramStep(OutsideRun run, Lease lease, Func<string, CancellationToken, Task<string?>> work)
{
    private readonly StepRecord _begun = new(1, run.Name, 1, run.Digest, false);
    private readonly string _name = StepSession.NameOf(lease, run.Release);

    /// <summary>One attempt.</summary>
    /// <param name="open">Connects.</param>
    /// <param name="cancellation">Ends the program.</param>
    public async Task<StepReport> RunAsync(Func<Task<StepSession>> open, CancellationToken cancellation)
    {
        await using var session = await open();
        var only = await Sessions.TryBecomeOnlyAsync(session, cancellation);
        if (await Sessions.RunningAsync(session, _name, cancellation) is var running && (!only || running.Count > 0))
        {
            return Ended(StepVerdict.Retry, $"it or another step still runs, and a second one is not begun: {string.Join(" and ", running)}") with { Blockers = running };
        }

        var ledger = LedgerOn(session);
        await ledger.RequireLeaseAsync(cancellation);
        switch (await ledger.FindAsync(_begun.Number, cancellation))
        {
            case { IsDone: true } record when record.FileDigest != run.Digest:
                return Ended(StepVerdict.Failed, "it was changed after it was run for this release: put it back as it was, or abandon the release and plan another one");
            case { IsDone: true }:
                return new StepReport(StepVerdict.Done, 1, 1, $"{run.Name}: done, as its record says");
        }

        await ledger.NoteAsync(_begun, run.Digest, cancellation);
        if (await work(_name, cancellation) is { } failure)
        {
            return new StepReport(StepVerdict.Failed, 0, 1, failure);
        }

        // The program may have taken longer than the session lived.
        await using var fresh = await open();
        await LedgerOn(fresh).NoteAsync(_begun with { IsDone = true }, run.Digest, cancellation);
        return new StepReport(StepVerdict.Done, 1, 1, $"{run.Name}: done");
    }

    private StepLedger LedgerOn(StepSession session) => new(session, (run.Release, run.Phase), lease);

    private StepReport Ended(StepVerdict verdict, string why) => new(verdict, 0, 1, $"{run.Name}: {why}");
}
