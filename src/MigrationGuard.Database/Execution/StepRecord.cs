namespace MigrationGuard.Execution;

/// <summary>What the database knows of a step.</summary>
/// <param name="Number">Its number in the plan, from 1.</param>
/// <param name="File">Its file.</param>
/// <param name="Line">Its first line.</param>
/// <param name="FileDigest">SHA-256 of the file when it began.</param>
/// <param name="IsDone">Whether it is done; else it was begun and nobody saw its end.</param>
public sealed record StepRecord(int Number, string File, int Line, string FileDigest, bool IsDone)
{
    /// <summary>The schema's fingerprint before it; null where it was not asked for.</summary>
    public string? Before { get; init; }

    /// <summary>The schema's fingerprint behind it; null where it was not asked for.</summary>
    public string? After { get; init; }
}
