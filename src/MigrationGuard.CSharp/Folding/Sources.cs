using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <summary>All files as one compilation that nobody restored: what is declared in them is known, the rest is not.</summary>
internal sealed class Sources
{
    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private ILookup<string, ExpressionSyntax>? _calls;

    public Sources(IEnumerable<CSharpFile> files, CollectOptions collect, CancellationToken cancellation)
    {
        Definitions = collect.Definitions;
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        Trees = [.. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path, cancellationToken: cancellation))];
        _compilation = CSharpCompilation.Create("sources", Trees, collect.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: true));
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>What the user says that names stand for.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; }

    /// <summary>What a name or call means; null when it is not declared in the sources, or several times.</summary>
    public ISymbol? Symbol(SyntaxNode node)
    {
        var info = Model(node).GetSymbolInfo(node);
        return info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
    }

    /// <summary>Whether a call can only mean methods that the sources implement.</summary>
    public bool IsOwnMethod(InvocationExpressionSyntax call)
    {
        var info = Model(call).GetSymbolInfo(call);
        var candidates = info.Symbol is { } only ? [only] : info.CandidateSymbols;
        return candidates.Length > 0 && candidates.All(static candidate => candidate is IMethodSymbol { IsAbstract: false, DeclaringSyntaxReferences.Length: > 0 });
    }

    /// <summary>The type of an expression; null when it is not known.</summary>
    public ITypeSymbol? Type(ExpressionSyntax expression) => Model(expression).GetTypeInfo(expression).Type is { TypeKind: not TypeKind.Error } type ? type : null;

    /// <summary>The type that a syntax names.</summary>
    public ITypeSymbol? Declared(TypeSyntax type) => Model(type).GetTypeInfo(type).Type is { TypeKind: not TypeKind.Error } known ? known : null;

    /// <summary>What a declaration declares.</summary>
    public ISymbol? DeclaredSymbol(SyntaxNode declaration) => Model(declaration).GetDeclaredSymbol(declaration);

    /// <summary>A constant that is no string.</summary>
    public object? Constant(ExpressionSyntax expression) => Model(expression).GetConstantValue(expression) is { HasValue: true, Value: { } value } ? value : null;

    /// <summary>Every call of a method of that name, and every creation of a type of that name.</summary>
    public IEnumerable<ExpressionSyntax> Calls(string name)
    {
        _calls ??= Trees.SelectMany(tree => tree.GetRoot().DescendantNodes())
            .OfType<ExpressionSyntax>()
            .Where(node => node is InvocationExpressionSyntax or ObjectCreationExpressionSyntax)
            .ToLookup(CalledName, StringComparer.Ordinal);
        return _calls[name];
    }

    /// <summary>The simple name of what is called or created, or the empty string.</summary>
    public static string CalledName(ExpressionSyntax call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.ValueText,
        ObjectCreationExpressionSyntax created => SimpleName(created.Type),
        _ => "",
    };

    /// <summary>The last part of a type's name, without type arguments.</summary>
    public static string SimpleName(TypeSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax name => name.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax name => name.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => SimpleName(nullable.ElementType),
        _ => "",
    };

    private SemanticModel Model(SyntaxNode node)
    {
        if (!_models.TryGetValue(node.SyntaxTree, out var model))
        {
            _models[node.SyntaxTree] = model = _compilation.GetSemanticModel(node.SyntaxTree);
        }

        return model;
    }
}
