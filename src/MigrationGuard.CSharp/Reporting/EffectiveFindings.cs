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

    /// <summary>The findings that the compiler would report, at the levels at which it would, in their order; rules that no compiler can decide are kept as they are.</summary>
    public IReadOnlyList<Finding> Of(IReadOnlyList<Finding> findings)
    {
        var effective = new Finding?[findings.Count];
        var asked = ImmutableArray.CreateBuilder<Diagnostic>(findings.Count);
        for (var i = 0; i < effective.Length; i++)
        {
            if (diagnostics.Of(findings[i], Nothing.Add(Mark, i.ToString(CultureInfo.InvariantCulture))) is { } diagnostic)
            {
                asked.Add(diagnostic);
            }
            else
            {
                effective[i] = findings[i];
            }
        }

        foreach (var diagnostic in CompilationWithAnalyzers.GetEffectiveDiagnostics(asked.ToImmutable(), compilation))
        {
            if (!diagnostic.IsSuppressed && diagnostic.Severity != DiagnosticSeverity.Hidden)
            {
                var number = int.Parse(diagnostic.Properties[Mark], CultureInfo.InvariantCulture);
                effective[number] = findings[number] with { Severity = Descriptors.SeverityOf(diagnostic.Severity) };
            }
        }

        return [.. effective.OfType<Finding>()];
    }
}
