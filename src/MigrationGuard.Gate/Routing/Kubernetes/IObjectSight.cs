namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>What the objects of a router said at one moment.</summary>
internal interface IObjectSight
{
    /// <summary>The change that was made last; null when it cannot be told.</summary>
    RoutedTo? Last { get; }

    /// <summary>All of it in the words of the contract.</summary>
    RouterObservation Observation { get; }

    /// <summary>Whether the object that is changed says already what is wanted.</summary>
    bool Says(RoutedTo wanted);

    /// <summary>Why requests cannot be sent there; null when they can.</summary>
    string? Obstacle(RoutedTo wanted);
}
