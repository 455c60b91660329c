using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Verification;

/// <summary>
/// Answers of the slots of the old and the new version to requests that need the database. Under traffic, statements of other requests cannot be told
/// from those of the probe: the version without traffic is the one that this says most of.
/// </summary>
public sealed class HttpEvidence(EvidenceMeans means, HttpEvidenceSettings settings, ISessionActivity activity) : IEvidenceSource
{
    private const string Producer = "http probe";

    private readonly PieceTaker _taker = new(means);
    private readonly Door _door = new(means.Time);

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [.. settings.Probes.Select(probe => $"http:{probe.Name}")];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var (old, @new) = (request.Release.Old, request.Release.New);
        var pieces = new List<Ledgers.Evidence>();
        foreach (var probe in settings.Probes)
        {
            foreach (var (side, other) in new[] { (old, @new), (@new, old) })
            {
                pieces.Add(await _taker.TakeAsync(request, Subject.Of($"http:{probe.Name}", side, Producer), token => AskAsync(probe, side, other, token), cancellation));
            }
        }

        return pieces;
    }

    private async Task<Finding> AskAsync(HttpProbe probe, ReleaseSide side, ReleaseSide other, CancellationToken cancellation)
    {
        if (!settings.Slots.TryGetValue(side.Slot, out var slot))
        {
            return Finding.Unknown($"no url is configured for slot {side.Slot}");
        }

        if (NameOf(side) is not { } name)
        {
            return Finding.Unknown($"no applicationName is configured for slot {side.Slot}: without it nobody can tell whether the answer came from the database");
        }

        if (string.Equals(name, NameOf(other), StringComparison.Ordinal))
        {
            return Finding.Unknown($"the sessions of both slots have application_name {name}: they cannot be told apart");
        }

        return await SampleAsync(new DoorRequest(slot.Url, probe, settings.ReleaseHeader), side, name, cancellation);
    }

    private async Task<Finding> SampleAsync(DoorRequest request, ReleaseSide side, string name, CancellationToken cancellation)
    {
        var slowest = TimeSpan.Zero;
        for (var sample = 0; sample < Math.Max(1, settings.Samples); sample++)
        {
            var before = await activity.ReadAsync(name, cancellation);
            var answer = await _door.AskAsync(request, cancellation);
            var after = await activity.ReadAsync(name, cancellation);
            if ((Wrong(request, side, answer) ?? Touch.Missing(name, before, after)) is { } wrong)
            {
                return wrong;
            }

            slowest = answer is DoorAnswer.Answered answered && answered.Took > slowest ? answered.Took : slowest;
        }

        return Finding.Pass(FormattableString.Invariant($"{request.Shown} answered {request.Probe.Status} as {side.Version}, in {slowest.TotalMilliseconds:0} ms at most, and sessions of {name} ran statements each time"));
    }

    private string? NameOf(ReleaseSide side) =>
        settings.Slots.TryGetValue(side.Slot, out var slot) && slot.ApplicationName is { Length: > 0 } name ? SlotDoor.Fill(name, side.Version, side.Slot) : null;

    private Finding? Wrong(DoorRequest request, ReleaseSide side, DoorAnswer answer) => answer switch
    {
        DoorAnswer.Silent silent => Finding.Unknown(silent.Why),
        DoorAnswer.Answered { Release: { } release } when !string.Equals(release, side.Version, StringComparison.Ordinal) => Finding.Fail($"slot {side.Slot} answers as {release}, it should be {side.Version} ({request.Shown})"),
        DoorAnswer.Answered answered when answered.Status != request.Probe.Status => Finding.Fail(FormattableString.Invariant($"{request.Shown} answered {answered.Status}, expected was {request.Probe.Status}")),
        DoorAnswer.Answered { Release: null } => Finding.Unknown($"{request.Shown} does not say which version answers (header {settings.ReleaseHeader})"),
        DoorAnswer.Answered answered when request.Probe.Contains is { } text && !answered.Body.Contains(text, StringComparison.Ordinal) => Finding.Fail($"the answer of {request.Shown} does not contain \"{text}\""),
        _ => null,
    };
}
