using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>Answers from the declarations of a compilation, and remembers what was asked: as long as the answers are the same, so is what was read with them.</summary>
internal sealed class Knowledge(Compilation compilation)
{
    // What a namespace that is imported counts; less is not seen from there.
    private const int Imported = 50;

    private readonly DeclaredTypes _declared = DeclaredTypes.Of(compilation);
    private readonly Dictionary<string, IReadOnlyList<TypePart>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ExtensionMethod>> _extensions = new(StringComparer.Ordinal);
    private Dictionary<SyntaxTree, SemanticModel>? _models;
    private bool _usedGlobals;

    /// <summary>The declarations with that simple name.</summary>
    public IReadOnlyList<TypePart> Types(string name)
    {
        if (!_types.TryGetValue(name, out var found))
        {
            _types[name] = found = _declared.Types(name);
        }

        return found;
    }

    /// <summary>The extension methods with that name.</summary>
    public IReadOnlyList<ExtensionMethod> Extensions(string name)
    {
        if (!_extensions.TryGetValue(name, out var found))
        {
            _extensions[name] = found = _declared.Extensions(name);
        }

        return found;
    }

    /// <summary>The using directives that hold in a file.</summary>
    public IEnumerable<UsingDirectiveSyntax> Usings(SyntaxTree tree)
    {
        foreach (var directive in TreeTypes.Of(tree).Usings)
        {
            yield return directive;
        }

        _usedGlobals = true;
        foreach (var directive in _declared.GlobalUsings)
        {
            yield return directive;
        }
    }

    /// <summary>The semantic model; it is asked only where the declarations cannot tell.</summary>
    public SemanticModel Model(SyntaxTree tree)
    {
        _models ??= [];
        if (!_models.TryGetValue(tree, out var model))
        {
            _models[tree] = model = compilation.GetSemanticModel(tree);
        }

        return model;
    }

    /// <summary>The symbol of a type; null when the declaration belongs to no compilation.</summary>
    public INamedTypeSymbol? Declared(TypePart part)
        => compilation.ContainsSyntaxTree(part.Tree) ? Model(part.Tree).GetDeclaredSymbol(part.Node) as INamedTypeSymbol : null;

    /// <summary>A constant of a type that only the references know; a member of an enumeration is none.</summary>
    public Optional<object?> Constant(ExpressionSyntax expression, SyntaxTree tree)
    {
        if (!compilation.ContainsSyntaxTree(tree))
        {
            return default;
        }

        var model = Model(tree);
        return model.GetSymbolInfo(expression).Symbol is IFieldSymbol { IsConst: true, ContainingType.TypeKind: not TypeKind.Enum } field ? new Optional<object?>(field.ConstantValue) : default;
    }

    /// <summary>A name as a file writes it, its aliases resolved.</summary>
    public WrittenName Written(TypeSyntax type, SyntaxTree tree) => WrittenName.Of(type, Usings(tree));

    /// <summary>The type that a name means at a place, among those that the sources declare; null when it is none or cannot be told.</summary>
    public SourceType? Find(TypeSyntax type, TypePart? from) => Find(Written(type, type.SyntaxTree), from);

    /// <summary>The same by its simple name.</summary>
    public SourceType? Find(string name, int arity, TypePart? from) => Find(new WrittenName("", name, arity), from);

    /// <summary>The same by a name whose aliases are resolved.</summary>
    public SourceType? Find(WrittenName name, TypePart? from)
    {
        SourceType? best = null;
        var (bestScore, several) = (-1, false);
        var found = name.Name.Length == 0 ? [] : Types(name.Name);
        foreach (var part in found)
        {
            if (part.Arity != name.Arity || best?.First.FullName == part.FullName || (name.Qualifier.Length > 0 && !LeadsTo(name.Qualifier, part, from)))
            {
                continue;
            }

            var score = found.Count == 1 ? 0 : Nearness(part, from);
            several = score == bestScore;
            if (score > bestScore)
            {
                (best, bestScore) = (Whole(part), score);
            }
        }

        return several ? null : best;
    }

    /// <summary>The type with all its parts. Declarations that no compiler takes for one type, such as a class that stands in two files, are types of their own.</summary>
    public SourceType Whole(TypePart part)
    {
        var all = Types(part.Name);
        return all.Count == 1 ? new SourceType(all)
            : !part.Node.Modifiers.Any(SyntaxKind.PartialKeyword) ? new SourceType([part])
            : new SourceType([.. all.Where(other => other == part || (other.FullName == part.FullName && BelongTogether(part, other)))]);
    }

    private static bool BelongTogether(TypePart part, TypePart other)
        => other.Node.Modifiers.Any(SyntaxKind.PartialKeyword) && (part.Members("Up").Count == 0 || other.Members("Up").Count == 0);

    /// <summary>The class that a class of the sources derives from, where that is one of the sources too.</summary>
    public SourceType? BaseOf(SourceType type)
        => type.Base is var (written, part) && Find(written, part) is { First.Node: ClassDeclarationSyntax or RecordDeclarationSyntax } found && !found.IsSame(type)
            && (!MigrationFinder.IsFrameworkName(found.First.Name) || IsSeen(found, written, part)) ? found : null;

    /// <summary>Whether a type of the sources is certainly the one that is meant, though another library has one of that name too.</summary>
    public bool IsSeen(SourceType found, TypeSyntax written, TypePart from)
        => Written(written, from.Tree).Qualifier is { Length: > 0 } qualifier ? LeadsTo(qualifier, found.First, from) : Nearness(found.First, from) >= Imported;

    /// <summary>What the answers were, to be compared with those of another compilation.</summary>
    public Dependencies Dependencies() => new(_types, _extensions, _usedGlobals ? _declared.GlobalUsings : null, _models is null ? null : compilation);

    // A qualifier begins in a namespace or type around the place, or in a type of an imported namespace.
    private bool LeadsTo(string qualifier, TypePart part, TypePart? from)
    {
        var path = part.Surroundings;
        if (path == qualifier)
        {
            return true;
        }

        if (!path.EndsWith("." + qualifier, StringComparison.Ordinal))
        {
            return false;
        }

        var before = path.Substring(0, path.Length - qualifier.Length - 1);
        return from is null || (from.Surroundings + "." + from.Name + ".").StartsWith(before + ".", StringComparison.Ordinal) || Usings(from.Tree).Any(directive => directive.Name?.ToString() == before);
    }

    private int Nearness(TypePart part, TypePart? from)
    {
        if (from is null)
        {
            return 0;
        }

        for (var (outer, near) = (from, 1000); outer is not null; (outer, near) = (outer.Container, near - 1))
        {
            if (part.Container?.FullName == outer.FullName)
            {
                return near;
            }
        }

        var (own, other) = (from.Namespace, part.Namespace);
        if (part.Container is not null)
        {
            return 0;
        }

        if (own == other || own.StartsWith(other + ".", StringComparison.Ordinal) || other.Length == 0)
        {
            return 100 + Math.Min(other.Length, 800);
        }

        return Usings(from.Tree).Any(directive => directive.Name?.ToString() == other) ? Imported : 1;
    }
}
