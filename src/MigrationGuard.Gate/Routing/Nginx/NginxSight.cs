namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>What the running nginx and its files say together.</summary>
/// <param name="Running">What requests go by now.</param>
/// <param name="Stored">What the files say, and a restart would go by.</param>
internal sealed record NginxSight(NginxReading Running, NginxReading Stored)
{
    /// <summary>Whether a change to a mark, on condition of a generation, may be made or completed.</summary>
    public bool Allows(SlotMark wanted, long expectedGeneration) => (Running, Stored) is (NginxReading.Found { Mark: var running }, NginxReading.Found { Mark: var stored })
        && Math.Max(running.Generation, stored.Generation) is var generation
        && (generation == expectedGeneration || (generation == wanted.Generation && IsOrIsOlder(running, wanted) && IsOrIsOlder(stored, wanted)));

    /// <summary>Whether requests go there already.</summary>
    public bool Runs(SlotMark wanted) => Running is NginxReading.Found { Mark: var mark } && mark == wanted;

    /// <summary>Whether the files say so already.</summary>
    public bool Stores(SlotMark wanted) => Stored is NginxReading.Found { Mark: var mark } && mark == wanted;

    /// <summary>Both in the words of the contract.</summary>
    /// <param name="slots">The slots of the settings.</param>
    /// <param name="cure">What to look at when nginx does not go by the files.</param>
    public RouterObservation Observation(IReadOnlyCollection<string> slots, string cure) => (Running, Stored) switch
    {
        (_, NginxReading.Failed failed) => new RouterObservation.Unknown(failed.Reason),
        (NginxReading.Failed failed, _) => new RouterObservation.Unknown(failed.Reason),
        (NginxReading.Found { Mark: var running }, NginxReading.Found { Mark: var stored }) when running != stored =>
            new RouterObservation.NotYet($"nginx sends requests to {running.Words}, but its files say {stored.Words}: {cure}"),
        (NginxReading.Found { Mark: var mark }, _) => slots.Contains(mark.Slot, StringComparer.Ordinal)
            ? new RouterObservation.At(mark.Slot, mark.Generation)
            : new RouterObservation.Unknown($"nginx sends requests to {mark.Slot}, which is no slot of the gate"),
        _ => new RouterObservation.Unknown(""),
    };

    private static bool IsOrIsOlder(SlotMark found, SlotMark wanted) => found == wanted || found.Generation < wanted.Generation;
}
