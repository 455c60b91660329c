namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>A Caddy whose configuration chooses the slot by a handler of the kind <c>map</c> that has a name of its own (<c>@id</c>).</summary>
/// <param name="Admin">The admin API.</param>
/// <param name="Id">The name of the handler.</param>
/// <param name="Upstreams">The upstreams of each slot, as the admin API names them.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record CaddySettings(Uri Admin, string Id, IReadOnlyDictionary<string, IReadOnlyList<string>> Upstreams, FrontDoorSettings FrontDoor)
{
    /// <summary>Where Caddy keeps its configuration for <c>--resume</c>, as this machine names it; null when it is not to be compared.</summary>
    public string? Autosave { get; init; }

    /// <summary>How long one answer of the admin API may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time between two counts of a slot's requests.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);
}
