namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>An HAProxy whose configuration chooses the backend from a map: <c>use_backend %[str(KEY),map(MAP),field(1,@)]</c>.</summary>
/// <param name="Socket">The admin socket (<c>stats socket</c>): a path, or host:port.</param>
/// <param name="Map">The map as the configuration names it.</param>
/// <param name="Key">The key whose value says backend and generation.</param>
/// <param name="Backends">The backend of each slot.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record HaProxySettings(string Socket, string Map, string Key, IReadOnlyDictionary<string, string> Backends, FrontDoorSettings FrontDoor)
{
    private readonly string? _mapFile;

    /// <summary>The map file as this machine names it; the map unless said otherwise.</summary>
    public string MapFile
    {
        get => _mapFile ?? Map;
        init => _mapFile = value;
    }

    /// <summary>HAProxy's configuration file; null when it is not to be checked.</summary>
    public string? Configuration { get; init; }

    /// <summary>Whether the configuration reads shares from the value, as docs/routers.md says.</summary>
    public bool Weighted { get; init; }

    /// <summary>The program that checks the configuration.</summary>
    public string Program { get; init; } = "haproxy";

    /// <summary>How long one answer of the admin socket may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for somebody else's change of the map.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two counts of a slot's requests.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);
}
