using System.Text;
using MigrationGuard.Execution;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Contractions;

/// <summary>Says which statements a change concerns.</summary>
internal static class JudgedText
{
    private const int Shown = 5;

    /// <summary>What came of a step, with the statements that it concerns.</summary>
    public static string Of(StepReport report)
    {
        if (report.Findings.Count == 0)
        {
            return report.Why;
        }

        return report.Findings[0].Proof.Verdict == ProofVerdict.Fail
            ? $"{report.Why}\n{Of("needs it", report.Findings)}"
            : $"{report.Why}\n{Of("may need it", report.Findings)}{Acceptable(report.Findings)}";
    }

    /// <summary>A line per statement: who, where, what, why.</summary>
    public static string Of(string verb, IReadOnlyList<JudgedStatement> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings.Take(Shown))
        {
            var (version, proof) = finding;
            var place = proof.Statement.Origins is [var first, ..] ? first.ToString() : proof.Statement.Key;
            text.Append(text.Length == 0 ? "" : "\n").Append(version).Append(' ').Append(verb).Append(": ").Append(place).Append(": ").Append(OneLine(proof.Statement.Text));
            var why = string.Join("; ", new[] { proof.SqlState is null ? proof.Message : $"{proof.Message} ({proof.SqlState})", proof.Cause }.Where(part => !string.IsNullOrEmpty(part)));
            text.Append(why.Length == 0 ? "" : $" – {why}");
        }

        return findings.Count <= Shown ? text.ToString() : text.Append(FormattableString.Invariant($"\nand {findings.Count - Shown} more")).ToString();
    }

    /// <summary>What a person can say who takes the responsibility; the same sentence as the guard's own hint.</summary>
    public static string Acceptable(IEnumerable<JudgedStatement> findings)
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
