using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.Rules;

namespace MigrationGuard.CSharp.Reporting;

/// <summary>What is left of findings when the compiler has applied its own: <c>#pragma warning</c>, <c>[SuppressMessage]</c>, its options and configuration files.</summary>
/// <param name="compilation">The sources.</param>
/// <param name="diagnostics">Makes diagnostics of findings.</param>
public sealed class EffectiveFindings(Compilation compilation, FindingDiagnostics diagnostics)
{
    private const string Mark = "Finding";

    private static readonly ImmutableDictionary<string, string?> Nothing = ImmutableDictionary<string, string?>.Empty;

    private readonly Dictionary<SyntaxTree, bool> _pragmas = [];
    private readonly bool _suppresses = compilation.SyntaxTrees.Any(static tree => Mentions(tree, "SuppressMessage"));

    /// <summary>The findings that the compiler would report, at the levels at which it would, in their order; rules that no compiler can decide are kept as they are.</summary>
    public IReadOnlyList<Finding> Of(IReadOnlyList<Finding> findings)
    {
        var effective = new Finding?[findings.Count];
        var alike = new int[findings.Count];
        var first = new Dictionary<Tuple<DiagnosticDescriptor, DiagnosticSeverity, ReportDiagnostic?>, int>();
        var asked = ImmutableArray.CreateBuilder<Diagnostic>();
        for (var i = 0; i < effective.Length; i++)
        {
            alike[i] = i;
            if (diagnostics.Of(findings[i], Nothing.Add(Mark, i.ToString(CultureInfo.InvariantCulture))) is not { } diagnostic)
            {
                effective[i] = findings[i];
                continue;
            }

            var key = KeyOf(diagnostic);
            if (key is not null && first.TryGetValue(key, out var earlier))
            {
                alike[i] = earlier;
                continue;
            }

            asked.Add(diagnostic);
            if (key is not null)
            {
                first.Add(key, i);
            }
        }

        Ask(asked.ToImmutable(), findings, effective);
        for (var i = 0; i < effective.Length; i++)
        {
            effective[i] ??= alike[i] != i && effective[alike[i]] is { } same ? findings[i] with { Severity = same.Severity } : null;
        }

        return [.. effective.OfType<Finding>()];
    }

    private void Ask(ImmutableArray<Diagnostic> asked, IReadOnlyList<Finding> findings, Finding?[] effective)
    {
        foreach (var diagnostic in CompilationWithAnalyzers.GetEffectiveDiagnostics(asked, compilation))
        {
            if (!diagnostic.IsSuppressed && diagnostic.Severity != DiagnosticSeverity.Hidden)
            {
                var number = int.Parse(diagnostic.Properties[Mark], CultureInfo.InvariantCulture);
                effective[number] = findings[number] with { Severity = Descriptors.SeverityOf(diagnostic.Severity) };
            }
        }
    }

    /// <summary>What the compiler's answer depends on where neither a pragma nor an attribute can decide: asking costs it a look at the symbols around every place.</summary>
    private Tuple<DiagnosticDescriptor, DiagnosticSeverity, ReportDiagnostic?>? KeyOf(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree;
        if (_suppresses || (tree is not null && HasPragma(tree)))
        {
            return null;
        }

        var configured = tree is not null && compilation.Options.SyntaxTreeOptionsProvider is { } provider
            && provider.TryGetDiagnosticValue(tree, diagnostic.Id, CancellationToken.None, out var report) ? report : (ReportDiagnostic?)null;
        return Tuple.Create(diagnostic.Descriptor, diagnostic.Severity, configured);
    }

    private bool HasPragma(SyntaxTree tree)
    {
        if (!_pragmas.TryGetValue(tree, out var has))
        {
            _pragmas.Add(tree, has = Mentions(tree, "#pragma"));
        }

        return has;
    }

    private static bool Mentions(SyntaxTree tree, string word) => tree.GetText().ToString().IndexOf(word, StringComparison.Ordinal) >= 0;
}
