namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>A Service of Kubernetes, of which the selector chooses the pods of a slot.</summary>
/// <param name="Access">The cluster.</param>
/// <param name="Service">The name of the Service.</param>
/// <param name="Selectors">For each slot the labels that tell its pods from those of the others; other labels of the selector stay as they are.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record ServiceRouterSettings(KubernetesAccess Access, string Service, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Selectors, FrontDoorSettings FrontDoor)
{
    /// <summary>How many pods of a slot have to be ready before it gets the traffic.</summary>
    public int MinimumReady { get; init; } = 1;
}
