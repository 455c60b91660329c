using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>The sources of a project as the compiler sees them, without anything that it references.</summary>
internal sealed class CompiledProject
{
    private readonly Dictionary<string, SyntaxTree> _trees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CodeFile> _own = new(StringComparer.Ordinal);

    /// <summary>Parses the files.</summary>
    public CompiledProject(SelectedProject selected)
    {
        CodeFile[] files = [.. selected.Sources.Concat(selected.Referenced).Where(static file => file.Problem is null)];
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Regular, Symbols.Of(selected.Project));
        var trees = new SyntaxTree[files.Length];
        Partition.For(files.Length, i => trees[i] = CSharpSyntaxTree.ParseText(SourceText.From(files[i].Text), options, files[i].File.Path));
        for (var i = 0; i < files.Length; i++)
        {
            _trees.TryAdd(files[i].File.Path, trees[i]);
        }

        foreach (var file in selected.Sources)
        {
            _own.TryAdd(file.File.Path, file);
        }

        Compilation = CSharpCompilation.Create(
            "Migrations",
            [.. _trees.Values, CSharpSyntaxTree.ParseText(string.Concat(selected.Project.Usings.Select(static name => $"global using {name};\n")), options)],
            files.Any(static file => file.Text.Contains("SuppressMessage", StringComparison.Ordinal)) ? [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)] : [],
            CompilerOptions.Of(selected.Project).WithSyntaxTreeOptionsProvider(new CompilerSeverities(ConfigurationFiles.Of(selected), FullPath)));
    }

    /// <summary>All sources.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The sources by their paths as shown.</summary>
    public IReadOnlyDictionary<string, SyntaxTree> Trees => _trees;

    /// <summary>Whether a file is one of the project itself.</summary>
    public bool IsOwn(SyntaxTree tree) => _own.ContainsKey(tree.FilePath);

    /// <summary>The absolute path of a file of the project; another path as it is.</summary>
    public string FullPath(string path) => _own.GetValueOrDefault(path)?.File.FullPath ?? path;

    /// <summary>The first place at which the compiler does not understand the project's own files, and in how many files there is one; null when there is none.</summary>
    public (string First, int Files)? Errors()
    {
        var (first, count) = ((Diagnostic?)null, 0);
        foreach (var tree in _own.Keys.Where(_trees.ContainsKey).Select(path => _trees[path]))
        {
            if (tree.GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                (first, count) = (first ?? error, count + 1);
            }
        }

        return first is null ? null : (first.ToString(), count);
    }
}
