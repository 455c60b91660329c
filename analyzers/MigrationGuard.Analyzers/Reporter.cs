using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.Rules;

namespace MigrationGuard.Analyzers;

/// <summary>Turns findings into diagnostics.</summary>
internal sealed class Reporter(IReadOnlyDictionary<string, SyntaxTree> trees, AnalyzerOptions options, Func<RuleInfo, string, Severity?> configured, CancellationToken cancellation)
{
    private readonly Dictionary<string, List<Diagnostic>> _inFiles = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _inHistory = [];

    /// <summary>What was added.</summary>
    public Found Found => new(_inFiles, _inHistory);

    /// <summary>Adds a finding; rules that no compiler can decide are left out.</summary>
    public void Add(Finding finding)
    {
        var lowered = (configured(finding.Rule, finding.Span.Path) ?? finding.Severity) > finding.Severity;
        if ((lowered ? Descriptors.Settled(finding.Rule) : Descriptors.For(finding.Rule)) is not { } descriptor)
        {
            return;
        }

        var diagnostic = Diagnostic.Create(descriptor, LocationOf(finding), Descriptors.LevelOf(finding.Severity), null, PropertiesOf(finding), MessageOf(finding));
        if (finding.Rule.Evidence == Evidence.History)
        {
            _inHistory.Add(diagnostic);
            return;
        }

        var path = ProjectFiles.Slashed(finding.Span.Path);
        if (!_inFiles.TryGetValue(path, out var diagnostics))
        {
            _inFiles.Add(path, diagnostics = []);
        }

        diagnostics.Add(diagnostic);
    }

    private static string MessageOf(Finding finding) => $"{finding.Effect}{(finding.NotVerified ? " (not verified on a server)" : "")}. {finding.Instead}.";

    private static ImmutableDictionary<string, string?> PropertiesOf(Finding finding) => finding.Suggestion is null
        ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty.Add("Suggestion", finding.Suggestion);

    private Location LocationOf(Finding finding)
    {
        var span = new TextSpan(finding.Span.Start, finding.Span.Length);
        if (trees.TryGetValue(ProjectFiles.Slashed(finding.Span.Path), out var tree))
        {
            return Location.Create(tree, span);
        }

        var text = ProjectFiles.At(options.AdditionalFiles, finding.Span.Path)?.GetText(cancellation);
        return text is null ? Location.None : Location.Create(finding.Span.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
