using System.Globalization;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>What the running HAProxy and the file say together.</summary>
/// <param name="Running">What requests go by now.</param>
/// <param name="Stored">What a restart would go by.</param>
internal sealed record MapSight(MapReading Running, MapReading Stored)
{
    /// <summary>The younger generation of the two: a change that was begun counts, and a file that was set back does not. Null when HAProxy does not say.</summary>
    public long? Generation => Running is MapReading.Found running ? Math.Max(running.Value.Generation, Stored is MapReading.Found stored ? stored.Value.Generation : 0) : null;

    /// <summary>Whether a change to a value, on condition of a generation, may be made or completed.</summary>
    public bool Allows(MapValue wanted, long expectedGeneration) =>
        Generation is { } generation && (generation == expectedGeneration || (generation == wanted.Generation && IsOrIsOlder(Running, wanted) && IsOrIsOlder(Stored, wanted)));

    /// <summary>Whether requests go there already.</summary>
    public bool Runs(MapValue wanted) => Running is MapReading.Found { Value: var value } && value == wanted;

    /// <summary>Whether a restart would go there already.</summary>
    public bool Stores(MapValue wanted) => Stored is MapReading.Found { Value: var value } && value == wanted;

    /// <summary>Both in the words of the contract.</summary>
    public RouterObservation Observation(HaProxySettings settings) => (Running, Stored) switch
    {
        (MapReading.Failed failed, _) => new RouterObservation.Unknown(failed.Reason),
        (MapReading.Found { Value.Share: not null }, _) when !settings.Weighted => new RouterObservation.Unknown($"the value of {settings.Key} divides the traffic, and the router is not declared as weighted: its configuration may not know shares"),
        (MapReading.Found running, _) when Stranger(running.Value, settings) is { } stranger => new RouterObservation.Unknown($"HAProxy sends requests to backend {stranger}, which is no slot of {settings.Key}"),
        (MapReading.Found running, MapReading.Failed failed) => new RouterObservation.NotYet($"requests go to {Words(running.Value, settings)}, but a restart may undo that: {failed.Reason}"),
        (MapReading.Found running, MapReading.Found stored) when running.Value != stored.Value =>
            new RouterObservation.NotYet($"requests go to {Words(running.Value, settings)}, but the map file says {Words(stored.Value, settings)}, and a restart or reload goes by the file"),
        (MapReading.Found { Value: { Share: { } share } value }, _) => new RouterObservation.Shared(new(SlotOf(value.Backend, settings)!, SlotOf(share.Backend, settings)!, share.Percent), value.Generation),
        (MapReading.Found running, _) => new RouterObservation.At(SlotOf(running.Value.Backend, settings)!, running.Value.Generation),
        _ => new RouterObservation.Unknown(""),
    };

    private static bool IsOrIsOlder(MapReading reading, MapValue wanted) => reading is not MapReading.Found found || found.Value == wanted || found.Value.Generation < wanted.Generation;

    private static string Words(MapValue value, HaProxySettings settings)
    {
        var share = value.Share is { } part ? string.Create(CultureInfo.InvariantCulture, $" with {part.Percent} % for {SlotOf(part.Backend, settings) ?? part.Backend}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{SlotOf(value.Backend, settings) ?? value.Backend}{share} at generation {value.Generation}");
    }

    private static string? Stranger(MapValue value, HaProxySettings settings) =>
        SlotOf(value.Backend, settings) is null ? value.Backend : value.Share is { } share && SlotOf(share.Backend, settings) is null ? share.Backend : null;

    private static string? SlotOf(string name, HaProxySettings settings) => settings.Backends.FirstOrDefault(backend => string.Equals(backend.Value, name, StringComparison.Ordinal)).Key;
}
