using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Tells the ledger what happened while it was out of reach.</summary>
internal sealed class Reconciliation(ReleaseMeans means)
{
    /// <summary>Writes the kept notes, lets the release stand where they end unless others went on since, and forgets them. It can be ended anywhere and done again.</summary>
    public async Task RunAsync(string release, LeaseKeeper keeper, CancellationToken cancellation)
    {
        var pending = await means.Local.PendingAsync(release, cancellation);
        if (pending.Count == 0 || await IsAnotherAsync(release, cancellation))
        {
            return;
        }

        var before = await means.Ledger.JournalAsync(release, cancellation);
        foreach (var note in pending)
        {
            await means.Ledger.AppendAsync(keeper.Lease, note with { Late = true, Progress = null }, cancellation);
        }

        if (pending.LastOrDefault(note => ReleaseJson.StateOf(note.Payload) is not null) is { } last && Counts(last, before))
        {
            await AdoptAsync(last, keeper, cancellation);
        }

        await means.Local.SettleAsync(release, cancellation);
    }

    // A release of the same name in another database may have left its notes in the same folder.
    private async Task<bool> IsAnotherAsync(string release, CancellationToken cancellation)
    {
        try
        {
            return await means.Local.RecallAsync(release, cancellation) is { Release: { Plan.Length: > 0 } kept }
                && (await means.Ledger.ReleasesAsync(cancellation)).FirstOrDefault(stored => stored.Id == release) is { } stored && stored.StartedAt != kept.StartedAt;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task AdoptAsync(JournalNote last, LeaseKeeper keeper, CancellationToken cancellation)
    {
        var state = ReleaseJson.StateOf(last.Payload)!;
        await means.Ledger.AppendAsync(keeper.Lease, last with { Kind = JournalKind.Observation, Name = "reconciled", Key = $"{last.Key}/reconciled", Late = false, Progress = new(state.Word, state.Standing) }, cancellation);
    }

    // A release that ended, or that somebody moved since, is where the ledger says; the router decides the rest.
    private static bool Counts(JournalNote last, IReadOnlyList<JournalEntry> before) =>
        before.LastOrDefault(entry => entry.Token != 0) is not { } newest
        || (newest.At <= last.At && ReleaseJson.StateAfter(before).Standing == ReleaseStanding.Underway);
}
