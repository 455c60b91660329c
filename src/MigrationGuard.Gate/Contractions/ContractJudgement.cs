using MigrationGuard.Execution;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Contractions;

/// <summary>Whether something may be removed, by what the database says of the live versions without it.</summary>
internal static class ContractJudgement
{
    public static ContractResult Of(ChangeJudgement judgement, string digest)
    {
        if (judgement.Versions.Count == 0)
        {
            return new ContractResult(EvidenceVerdict.Unknown, digest, "no version is live in this database, so that it is not known who needs it");
        }

        if (judgement.Versions.FirstOrDefault(version => version.State != VersionState.Live) is { } returning)
        {
            return new ContractResult(EvidenceVerdict.Fail, digest, $"{returning} can come back until {returning.WindowUntil:u}");
        }

        var failing = judgement.Findings.Where(finding => finding.Proof.Verdict == ProofVerdict.Fail).ToArray();
        if (failing.Length > 0)
        {
            return new ContractResult(EvidenceVerdict.Fail, digest, JudgedText.Of("needs it", failing));
        }

        if (judgement.Unjudged is { } reason)
        {
            return new ContractResult(EvidenceVerdict.Unknown, digest, $"it is not known whether a live version needs it: {reason}");
        }

        var open = judgement.Findings.Where(finding => finding.Proof.Verdict != ProofVerdict.Pass).ToArray();
        return open.Length > 0
            ? new ContractResult(EvidenceVerdict.Unknown, digest, JudgedText.Of("may need it", open) + JudgedText.Acceptable(open))
            : new ContractResult(EvidenceVerdict.Pass, digest, $"no live version needs it ({string.Join(", ", judgement.Versions)})");
    }
}
