using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking.Waivers;

/// <summary>Takes the findings out of files that somebody waived, and says which waivers do not count any more.</summary>
/// <param name="waivers">The waivers.</param>
/// <param name="today">The day.</param>
/// <param name="say">Is told what does not count, and why.</param>
internal sealed class WaivedFiles(IReadOnlyList<Waiver> waivers, DateOnly today, Action<string> say)
{
    /// <summary>SHA-256 of a file's text; the kind of its line ends does not matter.</summary>
    public static string DigestOf(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));

    /// <summary>The findings of a file with their fingerprints, in their order.</summary>
    public static IReadOnlyList<(Finding Finding, string Id)> Numbered(ReportedFile file)
    {
        var fingerprints = new Fingerprints(file);
        return [.. file.Findings.Select(finding => (finding, fingerprints.Of(finding)))];
    }

    /// <summary>The files without what is waived.</summary>
    public IReadOnlyList<ReportedFile> Of(IReadOnlyList<ReportedFile> files)
    {
        if (waivers.Count == 0)
        {
            return files;
        }

        var met = new HashSet<Waiver>();
        List<ReportedFile> left = [.. files.Select(file => Of(file, met))];
        var judged = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var idle in waivers.Where(waiver => judged.Contains(waiver.File) && !met.Contains(waiver)))
        {
            say($"{idle.File}: the waiver {Short(idle)} of {idle.Person} ({idle.Rule}) is for no finding that there is: 'migrationguard waive remove {Short(idle)}'");
        }

        return left;
    }

    /// <summary>The first digits of a waiver's id, which people use.</summary>
    public static string Short(Waiver waiver) => waiver.Id.Length <= 10 ? waiver.Id : waiver.Id[..10];

    private ReportedFile Of(ReportedFile file, HashSet<Waiver> met)
    {
        var (findings, waived) = (new List<Finding>(), new List<(Finding, string, Waiver)>());
        foreach (var (finding, id) in Numbered(file))
        {
            if (waivers.LastOrDefault(waiver => waiver.Id == id) is not { } waiver)
            {
                findings.Add(finding);
                continue;
            }

            met.Add(waiver);
            if (Complaint(waiver, file, finding) is { } complaint)
            {
                say($"{finding.Span}: {finding.Rule.Id} is back: the waiver {Short(waiver)} of {waiver.Person} {complaint}");
                findings.Add(finding);
            }
            else
            {
                waived.Add((finding, id, waiver));
            }
        }

        return waived.Count == 0 ? file : file with { Findings = findings, Waived = waived };
    }

    private string? Complaint(Waiver waiver, ReportedFile file, Finding finding) => today > waiver.Until ? FormattableString.Invariant($"ended on {waiver.Until:yyyy-MM-dd}")
        : waiver.Digest != DigestOf(file.TextOf(finding.Span)) ? "is for another text of the file"
        : null;
}
