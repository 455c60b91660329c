using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

/// <summary>Runs both analyzers.</summary>
internal static class Analysis
{
    /// <summary>What both report about a source.</summary>
    public static Task<ImmutableArray<Diagnostic>> RunAsync(VerifyOptions options, string source) => RunAsync(options, new Dictionary<string, string> { ["Test.cs"] = source });

    /// <summary>What both report about sources by file name.</summary>
    public static Task<ImmutableArray<Diagnostic>> RunAsync(VerifyOptions options, IReadOnlyDictionary<string, string> sources)
        => CompilerHost.AnalyzeAsync(CompilerHost.Compile(sources, options), CompilerHost.Surroundings(options), new StepAnalyzer(), new HistoryAnalyzer());
}
