using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Gate.Policies;

/// <summary>What is there to fulfil a policy with.</summary>
/// <param name="EvidenceKinds">The kinds of evidence that something is configured to take.</param>
/// <param name="Router">What the router can do; null when none is configured.</param>
public sealed record PolicyMeans(IReadOnlyList<string> EvidenceKinds, RouterCapabilities? Router);
