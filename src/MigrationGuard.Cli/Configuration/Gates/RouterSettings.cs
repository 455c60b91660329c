namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>What sends traffic to the slots.</summary>
internal abstract record RouterSettings
{
    private RouterSettings()
    {
    }

    /// <summary>Where users come in: asked for who answers.</summary>
    public required Uri FrontDoor { get; init; }

    /// <summary>The header of an answer that names the version.</summary>
    public required string ReleaseHeader { get; init; }

    /// <summary>HAProxy, by its runtime socket and a map.</summary>
    /// <param name="Socket">The admin socket: a path, or host:port.</param>
    /// <param name="Map">The map file.</param>
    /// <param name="Key">The key of the service in the map.</param>
    /// <param name="Backends">The backend of every slot.</param>
    public sealed record HaProxy(string Socket, string Map, string Key, IReadOnlyDictionary<string, string> Backends) : RouterSettings;

    /// <summary>Commands of the user.</summary>
    /// <param name="Observe">Says where the traffic goes.</param>
    /// <param name="Apply">Sends it somewhere.</param>
    /// <param name="Drain">Says how many requests a slot works on; null where they cannot be counted.</param>
    /// <param name="Timeout">How long a command may take.</param>
    public sealed record Exec(string Observe, string Apply, string? Drain, TimeSpan Timeout) : RouterSettings;

    /// <summary>An HTTP service of the user.</summary>
    /// <param name="Url">Its address.</param>
    /// <param name="SecretVariable">The environment variable with the secret that requests carry; null for none.</param>
    /// <param name="Timeout">How long a request may take.</param>
    public sealed record Webhook(Uri Url, string? SecretVariable, TimeSpan Timeout) : RouterSettings;
}
