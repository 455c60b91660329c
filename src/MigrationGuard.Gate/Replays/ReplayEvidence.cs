using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Replays.Recordings;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Replays;

/// <summary>
/// Recorded requests that only read, sent to both versions: where the new one answers otherwise than the old one, and more often than the old one answers otherwise
/// than itself, it fails.
/// </summary>
public sealed class ReplayEvidence(EvidenceMeans means, IReadOnlyList<ReplaySettings> replays, ReplayMeans reach) : IEvidenceSource
{
    private const string Producer = "replayed requests";

    private readonly PieceTaker _taker = new(means);

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [.. replays.Select(replay => KindOf(replay.Name))];

    /// <summary>The kind of the evidence of a replay.</summary>
    public static string KindOf(string name) => $"replay:{name}";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var (old, @new) = (request.Release.Old, request.Release.New);
        var pieces = new List<Ledgers.Evidence>();
        foreach (var replay in replays)
        {
            var subjects = (Subject.Of(KindOf(replay.Name), old, Producer), Subject.Of(KindOf(replay.Name), @new, Producer));
            pieces.AddRange(await _taker.TakeBothAsync(request, subjects, token => ReplayAsync(replay, (old, @new), token), cancellation));
        }

        return pieces;
    }

    private async Task<(Finding Old, Finding New)> ReplayAsync(ReplaySettings replay, (ReleaseSide Old, ReleaseSide New) sides, CancellationToken cancellation)
    {
        if (!reach.Slots.TryGetValue(sides.Old.Slot, out var old) || !reach.Slots.TryGetValue(sides.New.Slot, out var @new))
        {
            return Both(Finding.Unknown($"no url is configured for the slots {sides.Old.Slot} and {sides.New.Slot}"));
        }

        var selection = Select(replay, cancellation);
        if ((Unusable(replay, selection) ?? await StrangerAsync(sides, cancellation)) is { } wrong)
        {
            return Both(wrong);
        }

        var name = NameOf(sides.New);
        var watch = new WriteWatch(reach.Writes, name == NameOf(sides.Old) ? null : name);
        await watch.BeginAsync(cancellation);
        var run = new ReplayRun(replay, new ReplayDoor(replay, reach.ReleaseHeader, means.Time), sides, (old.Url, @new.Url));
        await run.SendAsync(selection.Take(), watch, means.Time, cancellation);
        var judgement = new ReplayJudgement(replay, selection, run, watch);
        return run.Stranger is null && await StrangerAsync(sides, cancellation) is { } late ? Both(late) : (judgement.Old(), judgement.New());
    }

    private static (Finding Old, Finding New) Both(Finding finding) => (finding, finding);

    private static Selection Select(ReplaySettings replay, CancellationToken cancellation)
    {
        var selection = new Selection(replay);
        foreach (var item in new ResultFiles(replay.Directory, replay.Requests).All().SelectMany(RecordingReader.Read))
        {
            cancellation.ThrowIfCancellationRequested();
            selection.Add(item);
        }

        return selection;
    }

    private static Finding? Unusable(ReplaySettings replay, Selection selection) => selection switch
    {
        { Flaws: [_, ..] flaws } => Finding.Unknown(PlainText.Some([.. flaws.Select(flaw => flaw.ToString())], 3) + (flaws.Any(flaw => flaw.IsTruncation) ? "; \"allowTruncated\": true takes what is whole" : "")),
        { Recorded: 0 } => Finding.Unknown($"there are no requests in {replay.Requests}"),
        { Routes: 0 } => Finding.Unknown(FormattableString.Invariant($"none of {selection.Recorded} requests only reads{selection.Left}")),
        _ => null,
    };

    private string? NameOf(ReleaseSide side) =>
        reach.Slots.TryGetValue(side.Slot, out var slot) && slot.ApplicationName is { Length: > 0 } name ? SlotDoor.Fill(name, side.Version, side.Slot) : null;

    private async Task<Finding?> StrangerAsync((ReleaseSide Old, ReleaseSide New) sides, CancellationToken cancellation)
    {
        foreach (var side in new[] { sides.Old, sides.New })
        {
            if (reach.Identity is { } identity && await identity.ObserveAsync(side, cancellation) is { Verdict: not EvidenceVerdict.Pass } seen)
            {
                return new(seen.Verdict, seen.Why);
            }
        }

        return null;
    }
}
