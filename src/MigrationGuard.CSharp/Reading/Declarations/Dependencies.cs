using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>What a reading was made with.</summary>
/// <param name="types">The declarations that were asked for, by simple name; none is an answer too.</param>
/// <param name="extensions">The extension methods that were asked for.</param>
/// <param name="globalUsings">The global usings, when they mattered.</param>
/// <param name="asked">The compilation, when its semantic model was asked.</param>
internal sealed class Dependencies(
    IReadOnlyDictionary<string, IReadOnlyList<TypePart>> types,
    IReadOnlyDictionary<string, IReadOnlyList<ExtensionMethod>> extensions,
    IReadOnlyList<UsingDirectiveSyntax>? globalUsings,
    Compilation? asked)
{
    // A compilation must not be kept alive by what was read from it; its references are enough.
    private readonly IReadOnlyList<MetadataReference>? _references = asked is null ? null : [.. asked.References];

    /// <summary>Whether the answers are the same in another compilation.</summary>
    public bool HoldIn(Compilation compilation)
    {
        var declared = DeclaredTypes.Of(compilation);
        foreach (var type in types)
        {
            if (!Same(type.Value, declared.Types(type.Key)))
            {
                return false;
            }
        }

        foreach (var extension in extensions)
        {
            if (!Same(extension.Value, declared.Extensions(extension.Key)))
            {
                return false;
            }
        }

        return (globalUsings is null || Same(globalUsings, declared.GlobalUsings)) && (_references is null || Same(_references, [.. compilation.References]));
    }

    private static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right)
        where T : class
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!ReferenceEquals(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }
}
