namespace MigrationGuard.Gate.Routing.Flags;

/// <summary>What the running web server and its files say together.</summary>
/// <param name="Running">What requests go by now.</param>
/// <param name="Stored">What the files say, and a restart would go by.</param>
internal sealed record FlagSight(FlagReading Running, FlagReading Stored)
{
    /// <summary>Whether a change to a mark, on condition of a generation, may be made or completed.</summary>
    public bool Allows(SlotMark wanted, long expectedGeneration) => (Running, Stored) is (FlagReading.Found { Mark: var running }, FlagReading.Found { Mark: var stored })
        && Math.Max(running.Generation, stored.Generation) is var generation
        && (generation == expectedGeneration || (generation == wanted.Generation && IsOrIsOlder(running, wanted) && IsOrIsOlder(stored, wanted)));

    /// <summary>Whether requests go there already.</summary>
    public bool Runs(SlotMark wanted) => Running is FlagReading.Found { Mark: var mark } && mark == wanted;

    /// <summary>Whether the files say so already.</summary>
    public bool Stores(SlotMark wanted) => Stored is FlagReading.Found { Mark: var mark } && mark == wanted;

    /// <summary>Both in the words of the contract.</summary>
    /// <param name="product">How people call the web server.</param>
    /// <param name="slots">The slots of the settings.</param>
    /// <param name="cure">What to look at when it does not go by the files.</param>
    public RouterObservation Observation(string product, IReadOnlyCollection<string> slots, string cure) => (Running, Stored) switch
    {
        (_, FlagReading.Failed failed) => new RouterObservation.Unknown(failed.Reason),
        (FlagReading.Failed failed, _) => new RouterObservation.Unknown(failed.Reason),
        (FlagReading.Found { Mark: var running }, FlagReading.Found { Mark: var stored }) when running != stored =>
            new RouterObservation.NotYet($"{product} sends requests to {running.Words}, but its files say {stored.Words}: {cure}"),
        (FlagReading.Found { Mark: var mark }, _) => slots.Contains(mark.Slot, StringComparer.Ordinal)
            ? new RouterObservation.At(mark.Slot, mark.Generation)
            : new RouterObservation.Unknown($"{product} sends requests to {mark.Slot}, which is no slot of the gate"),
        _ => new RouterObservation.Unknown(""),
    };

    private static bool IsOrIsOlder(SlotMark found, SlotMark wanted) => found == wanted || found.Generation < wanted.Generation;
}
