namespace MigrationGuard.Guarding;

/// <summary>How the guard decides; null keeps what is set, on a first installation the default.</summary>
public sealed record GuardOptions
{
    /// <summary>Default: <see cref="GuardMode.Observe"/>.</summary>
    public GuardMode? Mode { get; init; }

    /// <summary>Default: <see cref="UnknownPolicy.Refuse"/>.</summary>
    public UnknownPolicy? Unknown { get; init; }

    /// <summary>How long a transaction's proofs may take while its tables are locked; positive. Default: 5 seconds.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Why; it is in the log.</summary>
    public string? Reason { get; init; }
}
