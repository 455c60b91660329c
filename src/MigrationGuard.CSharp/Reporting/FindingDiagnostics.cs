using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.CSharp.Reporting;

/// <summary>Findings as the compiler reports them.</summary>
/// <param name="configured">The configured severity of a rule in the file with a path; null where nothing is.</param>
/// <param name="locate">The place in the sources.</param>
public sealed class FindingDiagnostics(Func<RuleInfo, string, Severity?> configured, Func<SourceSpan, Location> locate)
{
    /// <summary>The diagnostic; null for a rule that no compiler can decide.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="hints">What code fixes have to know besides.</param>
    public Diagnostic? Of(Finding finding, ImmutableDictionary<string, string?> hints)
    {
        var lowered = (configured(finding.Rule, finding.Span.Path) ?? finding.Severity) > finding.Severity;
        return (lowered ? Descriptors.Settled(finding.Rule) : Descriptors.For(finding.Rule)) is { } descriptor
            ? Diagnostic.Create(descriptor, locate(finding.Span), Descriptors.LevelOf(finding.Severity), null, PropertiesOf(finding, hints), MessageOf(finding))
            : null;
    }

    /// <summary>The note about a step, written when somebody reads it: the compiler prints none. Null when notes are off.</summary>
    public Diagnostic? NoteOf(CheckedStep step)
        => configured(StepNote.Rule, step.Step.Span.Path) == Severity.None ? null : Diagnostic.Create(Descriptors.For(StepNote.Rule)!, locate(step.Step.Span), new Note(step));

    private static string MessageOf(Finding finding) => $"{finding.Effect}{(finding.NotVerified ? " (not verified on a server)" : "")}. {finding.Instead}.";

    private static ImmutableDictionary<string, string?> PropertiesOf(Finding finding, ImmutableDictionary<string, string?> hints)
        => finding.Suggestion is null ? hints : hints.Add("Suggestion", finding.Suggestion);

    private sealed record Note(CheckedStep Step)
    {
        public override string ToString() => MessageOf(StepNote.Of(Step));
    }
}
