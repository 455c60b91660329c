namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>An HTTPRoute of the Gateway API, of which the weights divide requests between the Services of the slots.</summary>
/// <param name="Access">The cluster.</param>
/// <param name="Route">The name of the HTTPRoute.</param>
/// <param name="Backends">The Service of each slot.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record HttpRouteSettings(KubernetesAccess Access, string Route, IReadOnlyDictionary<string, string> Backends, FrontDoorSettings FrontDoor);
