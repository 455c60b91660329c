using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Verification;

/// <summary>What a check came to.</summary>
internal sealed record Finding(EvidenceVerdict Verdict, string Why)
{
    /// <summary>What was counted; null where nothing was.</summary>
    public EvidenceTally? Tally { get; init; }

    public static Finding Pass(string why) => new(EvidenceVerdict.Pass, why);

    public static Finding Fail(string why) => new(EvidenceVerdict.Fail, why);

    public static Finding Unknown(string why) => new(EvidenceVerdict.Unknown, why);
}
