namespace MigrationGuard.Cli.Plans;

/// <summary>What <c>execute</c> was asked for.</summary>
/// <param name="Folder">The plan.</param>
/// <param name="Phases">The words of the phases.</param>
internal sealed record ExecuteRequest(PlannedFolder Folder, IReadOnlyList<string> Phases)
{
    /// <summary>Who does it; unique per process.</summary>
    public required string Holder { get; init; }

    /// <summary>How long to wait for the lease.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether the lease is taken from whoever has it.</summary>
    public bool TakesOver { get; init; }

    /// <summary>The fingerprint that somebody has looked at; null where nobody has.</summary>
    public string? Accepted { get; init; }

    /// <summary>How long a statement waits for a lock.</summary>
    public required TimeSpan LockTimeout { get; init; }

    /// <summary>How often a step is tried that does not get its locks.</summary>
    public required int Attempts { get; init; }
}
