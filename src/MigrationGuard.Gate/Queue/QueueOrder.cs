using MigrationGuard.Contracts;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Queue;

/// <summary>What goes before a removal: one at a time on a table, in the order in which they were scheduled.</summary>
public static class QueueOrder
{
    private static readonly string[] Working = ["tombstoned", "contracting"];

    /// <summary>Whether it is its turn.</summary>
    /// <param name="release">The release.</param>
    /// <param name="objects">What it removes.</param>
    /// <param name="notes">What was said of all removals.</param>
    /// <param name="now">All releases of the database, and the time.</param>
    public static ContractReason Of(ReleaseRecord release, IReadOnlyList<ContractObject> objects, IReadOnlyList<ContractNote> notes, (IReadOnlyList<ReleaseRecord> Releases, DateTimeOffset At) now)
    {
        var tables = objects.Select(found => found.Table).ToHashSet(StringComparer.Ordinal);
        var own = QueueStanding.Of(notes, release.Id).Schedule;
        foreach (var other in now.Releases.Where(other => other.Id != release.Id && other.Progress.Standing != ReleaseStanding.Withdrawn))
        {
            var schedule = notes.LastOrDefault(note => note.Release == other.Id && note is { Kind: ContractNoteKind.Schedule, Objects: not null });
            var same = schedule?.Objects?.Select(found => found.Table).FirstOrDefault(tables.Contains);
            if (same is null)
            {
                continue;
            }

            if (Array.IndexOf(Working, other.Progress.State) >= 0)
            {
                return new(ContractCondition.Order, EvidenceVerdict.Fail, $"{other.Id} is {other.Progress.State} on {same}: one removal at a time on a table");
            }

            if (other.Progress.State == "contract-pending" && QueueStanding.Of(notes, other.Id).Schedule is { } waiting && (own is null || waiting.Number < own.Number) && (waiting.NotBefore ?? now.At) <= now.At)
            {
                return new(ContractCondition.Order, EvidenceVerdict.Fail, $"{other.Id} was scheduled before it on {same}, and goes first");
            }
        }

        return new(ContractCondition.Order, EvidenceVerdict.Pass, "nothing goes before it");
    }
}
