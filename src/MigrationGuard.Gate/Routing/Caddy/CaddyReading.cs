using System.Text.Json.Nodes;

namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>What Caddy or its file says.</summary>
internal abstract record CaddyReading
{
    private CaddyReading()
    {
    }

    /// <summary>The handler is there.</summary>
    /// <param name="Choice">Where it sends requests.</param>
    /// <param name="Handler">All of it.</param>
    /// <param name="ETag">What the state of the configuration is called; null in a file.</param>
    public sealed record Found(CaddyChoice Choice, JsonObject Handler, string? ETag) : CaddyReading;

    /// <summary>It is not there, or what it says cannot be had.</summary>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Failed(string Reason) : CaddyReading;
}
