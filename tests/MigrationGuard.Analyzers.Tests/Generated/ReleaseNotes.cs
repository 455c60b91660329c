using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MigrationGuard.Analyzers.Tests.Generated;

/// <summary>The list of rules in the form that analyzer packages keep.</summary>
internal static class ReleaseNotes
{
    /// <summary>What no version of the package has had yet.</summary>
    public static string Unshipped(string shipped)
    {
        var text = new StringBuilder("; Generated from the rules. Not given to the compiler: descriptors made from data are invisible to it.\n\n### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\n");
        foreach (var descriptor in Descriptors.Steps.Concat(Descriptors.Histories).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal))
        {
            if (!shipped.Contains(descriptor.Id + " |", StringComparison.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | [{descriptor.Title}]({descriptor.HelpLinkUri})\n");
            }
        }

        return text.ToString();
    }
}
