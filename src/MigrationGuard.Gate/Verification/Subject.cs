using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Verification;

/// <summary>What a piece of evidence is about, and what takes it.</summary>
internal sealed record Subject(string Kind, string Version, string Digest, string Producer)
{
    /// <summary>Whether it is the new version of the release.</summary>
    public bool IsNew { get; init; }

    /// <summary>One side of a release.</summary>
    public static Subject Of(string kind, ReleaseSide side, string producer) => new(kind, side.Version, side.Digest, producer);
}
