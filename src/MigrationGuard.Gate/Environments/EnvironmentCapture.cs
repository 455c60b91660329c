namespace MigrationGuard.Gate.Environments;

/// <summary>What was seen of the environment of a version. No value of a variable is in it.</summary>
public sealed record EnvironmentCapture
{
    /// <summary>The form of what follows; 1.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The version, e.g. <c>4.3.0</c>; null where nobody said it.</summary>
    public string? Release { get; init; }

    /// <summary>Digest of its artifact, e.g. <c>sha256:…</c>; null where nobody said it.</summary>
    public string? Digest { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset CapturedAt { get; init; }

    /// <summary>Tells whether two captures were taken with the same key.</summary>
    public string KeyCheck { get; init; } = "";

    /// <summary>Digest of the image that runs; null where nobody said it.</summary>
    public string? Image { get; init; }

    /// <summary>The hashes of the variables by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The variables that hold connections to a database.</summary>
    public IReadOnlyList<ConnectionFacts> Connections { get; init; } = [];

    /// <summary>The hashes of feature flags by name.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>();

    /// <summary>Limits of resources by name, e.g. <c>memory</c>, as the system writes them.</summary>
    public IReadOnlyDictionary<string, string> Limits { get; init; } = new Dictionary<string, string>();
}
