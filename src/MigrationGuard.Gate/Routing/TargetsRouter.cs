using System.Globalization;

namespace MigrationGuard.Gate.Routing;

/// <summary>
/// Several routers that are moved together, at the same time but not in one act. All traffic is at a slot only where all of them say so; until then it is mixed, and
/// the observation names who is where. Every target is changed on condition of its own generation, unless one of them is younger than the expected one.
/// </summary>
public sealed class TargetsRouter : IWeightedRouter
{
    private readonly IReadOnlyList<RouterTarget> _targets;
    private readonly FrontDoorProbe _probe;
    private readonly TimeProvider _time;
    private volatile IReadOnlyList<TargetObservation> _last = [];

    /// <summary>Makes a router of others, which it disposes of; nothing is asked yet.</summary>
    /// <param name="targets">At least one, with different names.</param>
    /// <param name="frontDoor">Where clients come in, in front of all of them.</param>
    /// <param name="time">The clock.</param>
    public TargetsRouter(IReadOnlyList<RouterTarget> targets, FrontDoorSettings frontDoor, TimeProvider? time = null)
    {
        (_targets, _probe, _time) = (targets, new FrontDoorProbe(frontDoor), time ?? TimeProvider.System);
        bool All(Func<RouterCapabilities, bool> can) => targets.All(target => can(target.Router.Capabilities));
        Capabilities = new(targets.Count == 1 && All(can => can.Atomic), All(can => can.Conditional), All(can => can.CountsInFlight), All(can => can.Persists))
        {
            Weighted = All(can => can.Weighted) && targets.All(target => target.Router is IWeightedRouter),
        };
    }

    /// <inheritdoc />
    public string Name => $"targets {string.Join(", ", _targets.Select(target => target.Name))}";

    /// <inheritdoc />
    public RouterCapabilities Capabilities { get; }

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => Together(await LookAsync(cancellation));

    /// <inheritdoc />
    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(generation, expectedGeneration);
        return ChangeAsync(new RouterObservation.At(slot, generation), expectedGeneration, (router, expected) => router.ApplyAsync(slot, generation, expected, cancellation), cancellation);
    }

    /// <inheritdoc />
    public Task<RouterObservation> ShareAsync(TrafficShare share, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(generation, expectedGeneration);
        return ChangeAsync(
            new RouterObservation.Shared(share, generation),
            expectedGeneration,
            (router, expected) => router is IWeightedRouter weighted
                ? weighted.ShareAsync(share, generation, expected, cancellation)
                : Task.FromResult<RouterObservation>(new RouterObservation.Unknown($"{router.Name} can only move all of the traffic at once")),
            cancellation);
    }

    /// <summary>Asks through the front door of all of them and of each; a target that did not answer when it was observed last is left out.</summary>
    public async Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation)
    {
        var silent = _last.Where(target => target.Seen is RouterObservation.Unknown).Select(target => target.Name).ToHashSet(StringComparer.Ordinal);
        var probes = await Task.WhenAll(_targets.Where(target => !silent.Contains(target.Name)).Select(target => target.Router.ProbeAsync(samples, cancellation)).Append(_probe.ProbeAsync(samples, cancellation)));
        string?[] releases = [.. probes.Where(probe => probe.Answered > 0).SelectMany(probe => probe.Both is { } both ? [both.First, both.Second] : new[] { probe.Release }).Distinct(StringComparer.Ordinal)];
        return new ProbeResult(releases.Length == 1 ? releases[0] : null, probes.Sum(probe => probe.Answered), probes.Sum(probe => probe.Failed)) { Both = FrontDoorProbe.BothOf(releases) };
    }

    /// <inheritdoc />
    public async Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation)
    {
        var drained = await Task.WhenAll(_targets.Select(target => target.Router.DrainAsync(slot, deadline, cancellation)));
        return new DrainResult(drained.Sum(result => result.Remaining), drained.All(result => result.Counted));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _probe.Dispose();
        foreach (var target in _targets)
        {
            await target.Router.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<TargetObservation>> LookAsync(CancellationToken cancellation) =>
        _last = await Task.WhenAll(_targets.Select(async target => Seen(target, await target.Router.ObserveAsync(cancellation))));

    // Targets at the wanted generation or above the expected one are left as they are by their own condition.
    private async Task<RouterObservation> ChangeAsync(RouterObservation wanted, long expectedGeneration, Func<IRouter, long, Task<RouterObservation>> change, CancellationToken cancellation)
    {
        var before = await LookAsync(cancellation);
        var known = before.Where(target => GenerationOf(target.Seen) is not null).ToArray();
        if (known.Any(target => target.Seen != wanted && GenerationOf(target.Seen) > expectedGeneration)
            || (known.Length > 0 && !known.Any(target => target.Seen == wanted || GenerationOf(target.Seen) == expectedGeneration)))
        {
            return Together(before);
        }

        _last = await Task.WhenAll(_targets.Zip(before).Select(async pair =>
            Seen(pair.First, await change(pair.First.Router, pair.Second.Seen == wanted ? expectedGeneration : GenerationOf(pair.Second.Seen) ?? expectedGeneration))));
        return Together(_last);
    }

    private TargetObservation Seen(RouterTarget target, RouterObservation seen) => new(target.Name, seen, _time.GetUtcNow());

    private static RouterObservation Together(IReadOnlyList<TargetObservation> targets)
    {
        var first = targets[0].Seen;
        var together = first switch
        {
            RouterObservation.At or RouterObservation.Shared when targets.All(target => target.Seen == first) => first,
            _ when targets.Any(target => target.Seen is RouterObservation.Unknown) => new RouterObservation.Unknown(Words(targets)),
            _ => new RouterObservation.NotYet(Words(targets)),
        };
        return together with { Targets = targets };
    }

    private static string Words(IReadOnlyList<TargetObservation> targets) => string.Join("; ", targets.Select(target => target.Seen switch
    {
        RouterObservation.At at => string.Create(CultureInfo.InvariantCulture, $"{target.Name} is on {at.Slot} at generation {at.Generation}"),
        RouterObservation.Shared { Share: var share } shared => string.Create(CultureInfo.InvariantCulture, $"{target.Name} gives {share.To} {share.Percent} % at generation {shared.Generation}"),
        RouterObservation.NotYet notYet => $"{target.Name} is not there yet: {notYet.Reason}",
        RouterObservation.Unknown unknown => $"{target.Name} does not say where it is: {unknown.Reason}",
        _ => $"{target.Name} says nothing",
    }));

    private static long? GenerationOf(RouterObservation seen) => seen switch { RouterObservation.At at => at.Generation, RouterObservation.Shared shared => shared.Generation, _ => null };
}
