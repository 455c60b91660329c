using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>The severities that configuration files give to rules, read by the compiler's own reader.</summary>
/// <param name="set">The files.</param>
/// <param name="fullPath">The absolute path of a file of the compilation.</param>
internal sealed class CompilerSeverities(AnalyzerConfigSet set, Func<string, string> fullPath) : SyntaxTreeOptionsProvider
{
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, ReportDiagnostic>> _byFile = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    /// <inheritdoc />
    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        => _byFile.GetOrAdd(tree.FilePath, path => set.GetOptionsForSourcePath(ProjectFiles.Slashed(fullPath(path))).TreeOptions).TryGetValue(diagnosticId, out severity);

    /// <inheritdoc />
    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        => set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
}
