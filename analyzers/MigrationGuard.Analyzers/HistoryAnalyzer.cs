using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.CSharp.Reporting;

namespace MigrationGuard.Analyzers;

/// <summary>Reports what only a whole migration or the history shows, when the compilation has been looked at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HistoryAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Histories;

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(static end =>
        {
            foreach (var diagnostic in CompilationCheck.Of(end.Compilation, end.Options, end.CancellationToken).InHistory)
            {
                end.ReportDiagnostic(diagnostic);
            }
        });
    }
}
