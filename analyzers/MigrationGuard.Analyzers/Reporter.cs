using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.Checking;
using MigrationGuard.CSharp.Reporting;
using MigrationGuard.CSharp;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Analyzers;

/// <summary>Turns findings into diagnostics.</summary>
internal sealed class Reporter
{
    private readonly Dictionary<string, List<Diagnostic>> _inFiles = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _inHistory = [];
    private readonly HashSet<(SourceSpan, ObjectName?)> _notes = [];
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
        if (_diagnostics.Of(finding, hints) is { } diagnostic)
        {
            (finding.Rule.Evidence == Evidence.History ? _inHistory : InFile(finding.Span.Path)).Add(diagnostic);
        }
    }

    /// <summary>Adds the note about a step. A loop that was unrolled is one place, what it does differs by table.</summary>
    public void AddNote(CheckedStep step)
    {
        if (_notes.Add((step.Step.Span, step.Step.Operation.Table)) && _diagnostics.NoteOf(step) is { } note)
        {
            InFile(step.Step.Span.Path).Add(note);
        }
    }

    private List<Diagnostic> InFile(string path)
    {
        path = Places.Slashed(path);
        if (!_inFiles.TryGetValue(path, out var diagnostics))
        {
            _inFiles.Add(path, diagnostics = []);
        }

        return diagnostics;
    }

    private Location LocationOf(SourceSpan place)
    {
        var span = new TextSpan(place.Start, place.Length);
        if (_trees.TryGetValue(Places.Slashed(place.Path), out var tree))
        {
            return Location.Create(tree, span);
        }

        var text = ProjectFiles.At(_options.AdditionalFiles, place.Path)?.GetText(_cancellation);
        return text is null ? Location.None : Location.Create(place.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
