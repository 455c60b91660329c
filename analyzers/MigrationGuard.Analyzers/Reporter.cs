using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CSharp.Reporting;
using MigrationGuard.Rules;

namespace MigrationGuard.Analyzers;

/// <summary>Turns findings into diagnostics.</summary>
internal sealed class Reporter
{
    private readonly Dictionary<string, List<Diagnostic>> _inFiles = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _inHistory = [];
    private readonly IReadOnlyDictionary<string, SyntaxTree> _trees;
    private readonly AnalyzerOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly FindingDiagnostics _diagnostics;

    public Reporter(IReadOnlyDictionary<string, SyntaxTree> trees, AnalyzerOptions options, Func<RuleInfo, string, Severity?> configured, CancellationToken cancellation)
    {
        (_trees, _options, _cancellation) = (trees, options, cancellation);
        _diagnostics = new FindingDiagnostics(configured, LocationOf);
    }

    /// <summary>What was added.</summary>
    public Found Found => new(_inFiles, _inHistory);

    /// <summary>Adds a finding; rules that no compiler can decide are left out.</summary>
    public void Add(Finding finding) => Add(finding, FixHints.None);

    /// <summary>The same with what code fixes have to know.</summary>
    public void Add(Finding finding, ImmutableDictionary<string, string?> hints)
    {
        if (_diagnostics.Of(finding, hints) is not { } diagnostic)
        {
            return;
        }

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

    private Location LocationOf(Finding finding)
    {
        var span = new TextSpan(finding.Span.Start, finding.Span.Length);
        if (_trees.TryGetValue(ProjectFiles.Slashed(finding.Span.Path), out var tree))
        {
            return Location.Create(tree, span);
        }

        var text = ProjectFiles.At(_options.AdditionalFiles, finding.Span.Path)?.GetText(_cancellation);
        return text is null ? Location.None : Location.Create(finding.Span.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
