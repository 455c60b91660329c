using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>Compiles sources and runs analyzers over them as the compiler does.</summary>
public static class CompilerHost
{
    private static readonly MetadataReference[] Runtime =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The assemblies that a project with these options references.</summary>
    public static IReadOnlyList<MetadataReference> References(VerifyOptions options) => [.. Runtime, .. options.References];

    /// <summary>A compilation of sources by file name, generators included.</summary>
    public static Compilation Compile(IReadOnlyDictionary<string, string> sources, VerifyOptions options)
    {
        var parse = new CSharpParseOptions(options.Language);
        Compilation compilation = CSharpCompilation.Create(
            "Tests",
            sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Value, System.Text.Encoding.UTF8), parse, VerifyOptions.Folder + source.Key)),
            References(options),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSyntaxTreeOptionsProvider(ConfigFiles.Of(options).Severities));
        if (options.Generators.Count > 0)
        {
            CSharpGeneratorDriver.Create([.. options.Generators.Select(generator => generator.AsSourceGenerator())], parseOptions: parse)
                .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        }

        return compilation;
    }

    /// <summary>What analyzers see besides the sources.</summary>
    public static AnalyzerOptions Surroundings(VerifyOptions options) => new(
        [.. options.AdditionalFiles.Select(file => new FileText(VerifyOptions.Folder + file.Key, file.Value))],
        ConfigFiles.Of(options));

    /// <summary>What analyzers report, in the order of places. An exception of an analyzer comes out.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, AnalyzerOptions surroundings, params DiagnosticAnalyzer[] analyzers)
    {
        ExceptionDispatchInfo? failure = null;
        var analyzed = compilation.WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
            surroundings,
            (exception, _, _) => failure ??= ExceptionDispatchInfo.Capture(exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
        var found = await analyzed.GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        failure?.Throw();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenByDescending(diagnostic => diagnostic.Location.SourceSpan.Length)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }
}
