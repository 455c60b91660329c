namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>How a cluster is reached: by kubectl, with its configuration and its credentials.</summary>
/// <param name="Namespace">The namespace of all objects.</param>
public sealed record KubernetesAccess(string Namespace)
{
    /// <summary>The context of the kubeconfig; null for the current one.</summary>
    public string? Context { get; init; }

    /// <summary>The kubeconfig; null for what kubectl takes by itself.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>The program.</summary>
    public string Program { get; init; } = "kubectl";

    /// <summary>Where kubectl keeps what it knows of the API; null for its own place.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>How long one call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a change may take until it is seen in all objects; after that it is not there yet.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time between two looks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);
}
