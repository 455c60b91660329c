namespace MigrationGuard.Gate.Routing;

/// <summary>What a router can do; a policy that needs more is refused before anything is done.</summary>
/// <param name="Atomic">All traffic moves at once.</param>
/// <param name="Conditional">A change can be made to depend on the generation that it replaces.</param>
/// <param name="CountsInFlight">The requests that a slot still works on can be counted.</param>
/// <param name="Persists">The slot survives a restart of the router.</param>
public sealed record RouterCapabilities(bool Atomic, bool Conditional, bool CountsInFlight, bool Persists)
{
    /// <summary>It can give a slot a share of the traffic: it is an <see cref="IWeightedRouter"/>.</summary>
    public bool Weighted { get; init; }
}
