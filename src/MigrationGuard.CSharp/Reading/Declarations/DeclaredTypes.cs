using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>What the files of a compilation declare, by simple names.</summary>
internal sealed class DeclaredTypes
{
    private static readonly ConditionalWeakTable<Compilation, DeclaredTypes> Known = new();

    private readonly Dictionary<string, List<TypePart>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ExtensionMethod>> _extensions = new(StringComparer.Ordinal);
    private readonly List<UsingDirectiveSyntax> _globalUsings = [];

    private DeclaredTypes(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var declared = TreeTypes.Of(tree);
            foreach (var type in declared.Types)
            {
                Add(_types, type.Name, type);
            }

            foreach (var extension in declared.Extensions)
            {
                Add(_extensions, extension.Name, extension);
            }

            foreach (var directive in declared.Usings)
            {
                if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                {
                    _globalUsings.Add(directive);
                }
            }
        }
    }

    /// <summary>The <c>global using</c> directives.</summary>
    public IReadOnlyList<UsingDirectiveSyntax> GlobalUsings => _globalUsings;

    /// <summary>What the files of a compilation declare.</summary>
    public static DeclaredTypes Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new DeclaredTypes(compilation));

    /// <summary>The declarations of types with that simple name.</summary>
    public IReadOnlyList<TypePart> Types(string name) => _types.TryGetValue(name, out var found) ? found : [];

    /// <summary>The extension methods with that name.</summary>
    public IReadOnlyList<ExtensionMethod> Extensions(string name) => _extensions.TryGetValue(name, out var found) ? found : [];

    private static void Add<T>(Dictionary<string, List<T>> lists, string name, T item)
    {
        if (!lists.TryGetValue(name, out var list))
        {
            lists[name] = list = [];
        }

        list.Add(item);
    }
}
