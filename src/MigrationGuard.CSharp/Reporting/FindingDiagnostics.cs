using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MigrationGuard.Rules;

namespace MigrationGuard.CSharp.Reporting;

/// <summary>Findings as the compiler reports them.</summary>
/// <param name="configured">The configured severity of a rule in the file with a path; null where nothing is.</param>
/// <param name="locate">The place of a finding.</param>
public sealed class FindingDiagnostics(Func<RuleInfo, string, Severity?> configured, Func<Finding, Location> locate)
{
    /// <summary>The diagnostic; null for a rule that no compiler can decide.</summary>
    public Diagnostic? Of(Finding finding)
    {
        var lowered = (configured(finding.Rule, finding.Span.Path) ?? finding.Severity) > finding.Severity;
        return (lowered ? Descriptors.Settled(finding.Rule) : Descriptors.For(finding.Rule)) is { } descriptor
            ? Diagnostic.Create(descriptor, locate(finding), Descriptors.LevelOf(finding.Severity), null, PropertiesOf(finding), MessageOf(finding))
            : null;
    }

    /// <summary>The path with forward slashes.</summary>
    internal static string Slashed(string path) => path.Replace('\\', '/');

    private static string MessageOf(Finding finding) => $"{finding.Effect}{(finding.NotVerified ? " (not verified on a server)" : "")}. {finding.Instead}.";

    private static ImmutableDictionary<string, string?> PropertiesOf(Finding finding) => finding.Suggestion is null
        ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty.Add("Suggestion", finding.Suggestion);
}
