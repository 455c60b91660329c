namespace MigrationGuard.Gate.Routing;

/// <summary>How the traffic is divided between two slots.</summary>
/// <param name="From">The slot that has the rest.</param>
/// <param name="To">The slot that has the share.</param>
/// <param name="Percent">The share of new requests, 1 to 99.</param>
public sealed record TrafficShare(string From, string To, int Percent);
