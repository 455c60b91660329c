using MigrationGuard.Gate.Replays.Comparing;
using MigrationGuard.Gate.Replays.Recordings;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Replays;

/// <summary>Sends requests to the old version, the new one, and the old one again, until all are answered, the time is over, or something is wrong.</summary>
internal sealed class ReplayRun(ReplaySettings settings, ReplayDoor door, (ReleaseSide Old, ReleaseSide New) sides, (Uri Old, Uri New) slots)
{
    /// <summary>What the answers say.</summary>
    public ReplayTally Tally { get; } = new(settings);

    /// <summary>How many requests were sent, each to both versions.</summary>
    public int Sent { get; private set; }

    /// <summary>The answer of a version that should not be there, by whether it is the new one's slot; null when all are of theirs.</summary>
    public (bool IsNew, string Why)? Stranger { get; private set; }

    /// <summary>Why it ended before its end; null when it did not.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Sends them.</summary>
    public async Task SendAsync(IReadOnlyList<RecordedRequest> requests, WriteWatch watch, TimeProvider time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(settings.Limit, time);
        using var wrong = new CancellationTokenSource();
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token, wrong.Token);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = WatchAsync(watch, wrong, over.Token);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = any.Token };
            await Parallel.ForEachAsync(requests, options, async (request, token) => await SendAsync(request, wrong, token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Stopped = watch.Written is null && Stranger is null ? FormattableString.Invariant($"it was not over after {settings.Limit.TotalSeconds:0.###} s") : null;
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }

        await watch.EndAsync(cancellation);
    }

    private static async Task WatchAsync(WriteWatch watch, CancellationTokenSource wrong, CancellationToken cancellation)
    {
        var isLost = true;
        try
        {
            await watch.WatchAsync(cancellation);
            isLost = false;
        }
        finally
        {
            await (isLost || watch.Written is not null ? wrong.CancelAsync() : Task.CompletedTask);
        }
    }

    private async Task SendAsync(RecordedRequest request, CancellationTokenSource wrong, CancellationToken cancellation)
    {
        var first = await door.AskAsync(slots.Old, request, cancellation);
        var @new = await door.AskAsync(slots.New, request, cancellation);
        var second = await door.AskAsync(slots.Old, request, cancellation);
        if ((StrangerIn(first, sides.Old) ?? StrangerIn(second, sides.Old)) is { } old)
        {
            Stranger ??= (false, old);
        }
        else if (StrangerIn(@new, sides.New) is { } other)
        {
            Stranger ??= (true, other);
        }
        else
        {
            Tally.Add(request, new(first, @new, second) { OldSlot = slots.Old, NewSlot = slots.New });
            lock (Tally)
            {
                Sent++;
            }

            return;
        }

        await wrong.CancelAsync();
    }

    private static string? StrangerIn(ReplayAnswer answer, ReleaseSide side) =>
        answer is ReplayAnswer.Answered { Release: { } release } && !string.Equals(release, side.Version, StringComparison.Ordinal) ? $"slot {side.Slot} answers as {release}, it should be {side.Version}" : null;
}
