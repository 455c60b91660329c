using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Execution;
using MigrationGuard.Proofs;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Contractions;

/// <summary>What a right to remove is bound to.</summary>
internal static class ContractDigest
{
    /// <summary>SHA-256 over the statements, the schema that they begin on and the live versions.</summary>
    public static string Of(StepPlan plan, string fingerprint, IReadOnlyList<AppVersion> versions)
    {
        var text = new StringBuilder(plan.Digest).Append('\n').Append(fingerprint);
        foreach (var version in versions.OrderBy(version => version.Service, StringComparer.Ordinal).ThenBy(version => version.Label, StringComparer.Ordinal))
        {
            text.Append('\n').Append(version).Append(' ').Append(version.Digest);
        }

        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>
    /// The schema that the steps began on, if the schema is still the one that the last of them left behind; else the schema as it is. What hiding and showing have made of a schema
    /// stands for the schema before.
    /// </summary>
    public static string Base(IReadOnlyList<StepRecord> records, string fingerprint, Hiding? hiding)
    {
        var began = records.LastOrDefault(record => record.IsDone)?.After == fingerprint && records[0].Before is { } before ? before : fingerprint;
        return hiding is not null && (hiding.Fingerprints.Contains(began) || hiding.Fingerprints.Contains(fingerprint)) ? hiding.Base : began;
    }
}
