using System.Text;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Contractions;

/// <summary>Whether something may be removed, by what the database says of the live versions without it.</summary>
internal static class ContractJudgement
{
    private const int Shown = 5;

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
            return new ContractResult(EvidenceVerdict.Fail, digest, Text("needs", failing));
        }

        if (judgement.Unjudged is { } reason)
        {
            return new ContractResult(EvidenceVerdict.Unknown, digest, $"it is not known whether a live version needs it: {reason}");
        }

        var open = judgement.Findings.Where(finding => finding.Proof.Verdict != ProofVerdict.Pass).ToArray();
        return open.Length > 0
            ? new ContractResult(EvidenceVerdict.Unknown, digest, Text("may need", open) + Acceptable(open))
            : new ContractResult(EvidenceVerdict.Pass, digest, $"no live version needs it ({string.Join(", ", judgement.Versions)})");
    }

    private static string Text(string verb, JudgedStatement[] findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings.Take(Shown))
        {
            var (version, proof) = finding;
            var place = proof.Statement.Origins is [var first, ..] ? first.ToString() : proof.Statement.Key;
            text.Append(text.Length == 0 ? "" : "\n").Append(version).Append(' ').Append(verb).Append(" it: ").Append(place).Append(": ").Append(OneLine(proof.Statement.Text));
            var why = string.Join("; ", new[] { proof.SqlState is null ? proof.Message : $"{proof.Message} ({proof.SqlState})", proof.Cause }.Where(part => !string.IsNullOrEmpty(part)));
            text.Append(why.Length == 0 ? "" : $" – {why}");
        }

        return findings.Length <= Shown ? text.ToString() : text.Append(FormattableString.Invariant($"\nand {findings.Length - Shown} more")).ToString();
    }

    // The same sentence as the guard's own hint: the ids are what a person takes the responsibility for.
    private static string Acceptable(JudgedStatement[] findings)
    {
        var ids = findings.SelectMany(finding => finding.Proof.Differences.Where(difference => difference.Verdict != ProofVerdict.Pass).Select(difference => (finding.Version, difference.Id))).Distinct().ToArray();
        return string.Concat(ids.Take(Shown * 2).Select((found, index) =>
            $"\n{(index == 0 ? "to take the responsibility, as a member of migration_guard_approver: " : "")}SELECT migration_guard.accept('{found.Version}', '{found.Id}', 'reason');"));
    }

    private static string OneLine(string sql)
    {
        const int length = 160;
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : line[..(char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1)] + "…";
    }
}
