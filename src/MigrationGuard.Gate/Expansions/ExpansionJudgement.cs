using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Guarding;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Expansions;

/// <summary>Whether a step may be taken while the versions that are live are there.</summary>
internal static class ExpansionJudgement
{
    /// <summary>Why not; null when it may.</summary>
    public static string? Refusal(ChangeJudgement judgement, MigrationStep step, UnknownPolicy unknown)
    {
        var failing = judgement.Findings.Where(finding => finding.Proof.Verdict == ProofVerdict.Fail).ToArray();
        if (failing.Length > 0)
        {
            return $"{step.Place}: nothing was changed, for a version that can have traffic would break\n{JudgedText.Of("needs it", failing)}";
        }

        var open = unknown == UnknownPolicy.Refuse ? judgement.Findings.Where(finding => finding.Proof.Verdict != ProofVerdict.Pass).ToArray() : [];
        return open.Length == 0 ? null
            : $"{step.Place}: nothing was changed, for it is not known whether a version that can have traffic would break\n{JudgedText.Of("may need it", open)}{JudgedText.Acceptable(open)}";
    }
}
