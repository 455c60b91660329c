using System.Net;

namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>What became of a request to Caddy's admin API.</summary>
internal abstract record CaddyAnswer
{
    private CaddyAnswer()
    {
    }

    /// <summary>It answered.</summary>
    public sealed record Answered(HttpStatusCode Status, string Body, string? ETag) : CaddyAnswer;

    /// <summary>It did not.</summary>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Failed(string Reason) : CaddyAnswer;
}
