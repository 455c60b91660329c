namespace MigrationGuard.Gate.Verification;

/// <summary>What every piece of evidence is bound with.</summary>
public sealed record EvidenceMeans
{
    /// <summary>Reads the fingerprint of the schema as it is: before and after each piece. Throws <c>DatabaseException</c> when the server is lost.</summary>
    public required Func<CancellationToken, Task<string>> Fingerprint { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
