namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>Objects that could not be read, or are not understood.</summary>
internal sealed record UnreadSight(string Reason) : IObjectSight
{
    /// <inheritdoc />
    public RoutedTo? Last => null;

    /// <inheritdoc />
    public RouterObservation Observation => new RouterObservation.Unknown(Reason);

    /// <inheritdoc />
    public bool Says(RoutedTo wanted) => false;

    /// <inheritdoc />
    public string? Obstacle(RoutedTo wanted) => Reason;
}
