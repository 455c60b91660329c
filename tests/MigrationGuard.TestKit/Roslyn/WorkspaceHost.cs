using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>A project in a workspace, as an editor has it.</summary>
public sealed class WorkspaceHost : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly VerifyOptions _options;

    private WorkspaceHost(VerifyOptions options) => _options = options;

    /// <summary>The solution as it was opened.</summary>
    public Solution Solution => _workspace.CurrentSolution;

    /// <summary>Opens sources by file name.</summary>
    public static WorkspaceHost Of(IReadOnlyDictionary<string, string> sources, VerifyOptions options)
    {
        var host = new WorkspaceHost(options);
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Tests", "Tests", LanguageNames.CSharp,
            parseOptions: new CSharpParseOptions(options.Language),
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: CompilerHost.References(options));
        var solution = host._workspace.CurrentSolution.AddProject(project);
        foreach (var (name, text) in sources.Concat(Generated(options)))
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id), name, SourceText.From(text, System.Text.Encoding.UTF8), filePath: VerifyOptions.Folder + name);
        }

        host._workspace.TryApplyChanges(solution);
        return host;
    }

    /// <summary>The compilation of the only project.</summary>
    public static Task<Compilation?> CompilationOf(Solution solution) => solution.Projects.Single().GetCompilationAsync();

    /// <summary>The compilation of the only project.</summary>
    public static async Task<Compilation> CompileAsync(Solution solution) => (await CompilationOf(solution))!;

    /// <summary>What an analyzer reports.</summary>
    public async Task<ImmutableArray<Diagnostic>> FindAsync(Solution solution, DiagnosticAnalyzer analyzer)
        => await CompilerHost.AnalyzeAsync(await CompileAsync(solution), CompilerHost.Surroundings(_options), analyzer);

    /// <summary>The file that a diagnostic is in.</summary>
    public static Document DocumentOf(Solution solution, Diagnostic diagnostic) => solution.GetDocument(diagnostic.Location.SourceTree)!;

    /// <summary>The files of the project by name, without generated ones.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TextsAsync(Solution solution)
    {
        var texts = new Dictionary<string, string>();
        foreach (var document in solution.Projects.Single().Documents.Where(document => !document.Name.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            texts.Add(document.Name, (await document.GetTextAsync()).ToString());
        }

        return texts;
    }

    /// <inheritdoc />
    public void Dispose() => _workspace.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Generated(VerifyOptions options)
        => CompilerHost.Compile(new Dictionary<string, string>(), options).SyntaxTrees
            .Select((tree, number) => KeyValuePair.Create($"Generated{number}.g.cs", tree.ToString()));
}
