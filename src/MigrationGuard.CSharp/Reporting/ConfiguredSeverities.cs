using Microsoft.CodeAnalysis;
using MigrationGuard.Rules;

namespace MigrationGuard.CSharp.Reporting;

/// <summary>The severities that .editorconfig, global configurations and the command line of the compiler give to rules.</summary>
public sealed class ConfiguredSeverities(Compilation compilation, IReadOnlyDictionary<string, SyntaxTree> trees, CancellationToken cancellation)
{
    /// <summary>The severity of a rule in the file with this path; null where nothing is configured.</summary>
    public Severity? Of(RuleInfo rule, string path)
    {
        var options = compilation.Options;
        var onCommandLine = options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out var report);
        if (!(onCommandLine && report == ReportDiagnostic.Suppress) && options.SyntaxTreeOptionsProvider is { } provider
            && ((trees.TryGetValue(Places.Slashed(path), out var tree) && provider.TryGetDiagnosticValue(tree, rule.Id, cancellation, out var inFile))
                || provider.TryGetGlobalDiagnosticValue(rule.Id, cancellation, out inFile)))
        {
            return Of(inFile);
        }

        return onCommandLine ? Of(report) : null;
    }

    private static Severity? Of(ReportDiagnostic report) => report switch
    {
        ReportDiagnostic.Error => Severity.Error,
        ReportDiagnostic.Warn => Severity.Warning,
        ReportDiagnostic.Info or ReportDiagnostic.Hidden => Severity.Info,
        ReportDiagnostic.Suppress => Severity.None,
        _ => null,
    };
}
