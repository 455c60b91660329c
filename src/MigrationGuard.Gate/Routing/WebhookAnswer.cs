using System.Net;

namespace MigrationGuard.Gate.Routing;

/// <summary>What came back from a web service.</summary>
internal abstract record WebhookAnswer
{
    private WebhookAnswer()
    {
    }

    /// <summary>An answer, whatever its status.</summary>
    public sealed record Answered(HttpStatusCode Status, string Body) : WebhookAnswer;

    /// <summary>None.</summary>
    public sealed record Failed(string Reason) : WebhookAnswer;
}
