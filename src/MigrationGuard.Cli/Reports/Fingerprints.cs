using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>Identities of the findings of a file that survive moved lines: rule, file, statement text, and the how-manieth of the same.</summary>
internal sealed class Fingerprints(ReportedFile file)
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The identity of the next finding, as 32 hexadecimal digits.</summary>
    public string Of(Finding finding)
    {
        var key = $"{finding.Rule.Id}\n{finding.Span.Path}\n{Excerpts.Statement(file, finding.Span, 500)}";
        _seen[key] = _seen.GetValueOrDefault(key) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{key}\n{_seen[key]}")));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
