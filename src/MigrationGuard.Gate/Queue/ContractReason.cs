using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Queue;

/// <summary>Why something can be removed or not.</summary>
/// <param name="Condition">What was asked.</param>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Text">Why, for people.</param>
public sealed record ContractReason(ContractCondition Condition, EvidenceVerdict Verdict, string Text)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds => Verdict == EvidenceVerdict.Pass;
}
