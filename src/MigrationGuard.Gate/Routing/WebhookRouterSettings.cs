namespace MigrationGuard.Gate.Routing;

/// <summary>A web service that knows a router. What it is asked and answers is in docs/routers.md.</summary>
/// <param name="Address">Below it are <c>observe</c>, <c>apply</c> and <c>drain</c>.</param>
/// <param name="SecretVariable">The environment variable with the secret that signs requests; null when they are not signed.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record WebhookRouterSettings(Uri Address, string? SecretVariable, FrontDoorSettings FrontDoor)
{
    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The time between two counts of a slot's requests.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the service counts the requests that a slot works on.</summary>
    public bool CountsInFlight { get; init; } = true;

    /// <summary>Whether all traffic moves at once.</summary>
    public bool Atomic { get; init; } = true;

    /// <summary>Whether the service compares the expected generation.</summary>
    public bool Conditional { get; init; } = true;

    /// <summary>Whether the slot survives a restart of the router.</summary>
    public bool Persists { get; init; } = true;

    /// <summary>Reads environment variables.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
}
