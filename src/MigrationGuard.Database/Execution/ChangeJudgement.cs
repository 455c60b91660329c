using MigrationGuard.Proofs;

namespace MigrationGuard.Execution;

/// <summary>What a change would do to the live versions.</summary>
public sealed record ChangeJudgement
{
    /// <summary>The fingerprint of the schema without the change.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The versions for which something is kept working: live, or their way back has not ended.</summary>
    public required IReadOnlyList<AppVersion> Versions { get; init; }

    /// <summary>The statements that do not pass behind the change.</summary>
    public IReadOnlyList<JudgedStatement> Findings { get; init; } = [];

    /// <summary>Why it was not judged, or not to the end; null when it was.</summary>
    public string? Unjudged { get; init; }
}
