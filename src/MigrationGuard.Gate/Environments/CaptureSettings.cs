namespace MigrationGuard.Gate.Environments;

/// <summary>How the environments of both versions are compared.</summary>
public sealed record CaptureSettings
{
    /// <summary>Where the captures are, by slot.</summary>
    public required IReadOnlyDictionary<string, CaptureSource> Captures { get; init; }

    /// <summary>What may differ: names of variables, <c>flag:NAME</c>, <c>limit:NAME</c> and <c>role</c>; <c>*</c> stands for anything.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>How old a capture may be; null when it has to be younger than the release.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>How long to wait for a slot's answer; 10 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
