using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>A project whose analyzers are asked as an editor asks them: with the options of the workspace, file by file.</summary>
public static class EditorHost
{
    /// <summary>A project with sources by file name. The workspace lives as long as the project.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="options">Everything else; generators are taken from <paramref name="analyzers"/>.</param>
    /// <param name="analyzers">Path of an assembly with analyzers and generators; null for none.</param>
    public static Project Open(IReadOnlyDictionary<string, string> sources, VerifyOptions options, string? analyzers = null)
    {
        var id = ProjectId.CreateNewId();
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Tests", "Tests", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(options.Language),
            metadataReferences: CompilerHost.References(options),
            analyzerReferences: analyzers is null ? [] : [new AnalyzerFileReference(analyzers, Loader.Instance)]));
        foreach (var (name, text) in sources)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, SourceText.From(text), filePath: VerifyOptions.Folder + name);
        }

        foreach (var (name, text) in options.AdditionalFiles)
        {
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), name, SourceText.From(text), filePath: VerifyOptions.Folder + name);
        }

        foreach (var (name, text) in ConfigFiles.Texts(options))
        {
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), name, SourceText.From(text), filePath: VerifyOptions.Folder + name);
        }

        return solution.GetProject(id)!;
    }

    /// <summary>What analyzers report when every document is asked for by itself, as an editor does, and the project at the end.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Project project, params DiagnosticAnalyzer[] analyzers)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var exceptions = new List<Exception>();
        var analyzed = compilation.WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions, (exception, _, _) => exceptions.Add(exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var found = new List<Diagnostic>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            found.AddRange(await analyzed.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, CancellationToken.None));
        }

        foreach (var file in project.AnalyzerOptions.AdditionalFiles)
        {
            found.AddRange((await analyzed.GetAnalysisResultAsync(file, CancellationToken.None)).GetAllDiagnostics());
        }

        found.AddRange((await analyzed.GetAnalysisResultAsync(CancellationToken.None)).CompilationDiagnostics.Values.SelectMany(diagnostics => diagnostics));
        return exceptions.Count == 0 ? found : throw new AggregateException(exceptions);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        // Tests reference the same assembly: the one that is loaded already.
        public Assembly LoadFromPath(string fullPath) => Assembly.Load(AssemblyName.GetAssemblyName(fullPath));
    }
}
