using System.Globalization;

namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>Where requests go by a handler: to one slot, or divided.</summary>
/// <param name="Slot">The slot of all requests, or of those that the share leaves.</param>
/// <param name="Generation">The number of the change.</param>
/// <param name="Share">How they are divided; null when they are not.</param>
internal sealed record CaddyChoice(string Slot, long Generation, TrafficShare? Share)
{
    /// <summary>In the words of the contract.</summary>
    public RouterObservation Observation => Share is null ? new RouterObservation.At(Slot, Generation) : new RouterObservation.Shared(Share, Generation);

    /// <summary>In the words of messages.</summary>
    public string Words => Share is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Slot} at generation {Generation}")
        : string.Create(CultureInfo.InvariantCulture, $"{Slot}, {Share.Percent} % of them to {Share.To}, at generation {Generation}");
}
