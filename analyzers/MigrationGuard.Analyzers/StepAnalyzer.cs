using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.CSharp.Reporting;
using MigrationGuard.CSharp;

namespace MigrationGuard.Analyzers;

/// <summary>Reports what a step does, file by file, so that it is seen while the file is written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Steps;

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        // Folders of migrations are often declared generated to keep other analyzers out.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();

        // At the start, so that nobody waits for the check on several threads.
        context.RegisterCompilationStartAction(static start =>
        {
            var found = CompilationCheck.Of(start.Compilation, start.Options, start.CancellationToken);
            if (found.InFiles.Count == 0)
            {
                return;
            }

            start.RegisterSemanticModelAction(model => Report(found, model.SemanticModel.SyntaxTree.FilePath, model.ReportDiagnostic));
            start.RegisterAdditionalFileAction(file => Report(found, file.AdditionalFile.Path, file.ReportDiagnostic));
        });
    }

    private static void Report(Found found, string path, Action<Diagnostic> report)
    {
        if (found.InFiles.TryGetValue(Places.Slashed(path), out var diagnostics))
        {
            foreach (var diagnostic in diagnostics)
            {
                report(diagnostic);
            }
        }
    }
}
