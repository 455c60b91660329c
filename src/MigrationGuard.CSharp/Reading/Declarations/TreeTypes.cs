using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>What a file declares; made once for a file, bodies are not looked at.</summary>
internal sealed class TreeTypes
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeTypes> Known = new();

    private readonly List<TypePart> _types = [];
    private readonly List<UsingDirectiveSyntax> _usings = [];
    private readonly List<ExtensionMethod> _extensions = [];

    private TreeTypes(SyntaxTree tree)
    {
        if (tree.GetRoot() is CompilationUnitSyntax unit)
        {
            _usings.AddRange(unit.Usings);
            Collect(unit.Members, null);
        }
    }

    /// <summary>The types, nested ones too.</summary>
    public IReadOnlyList<TypePart> Types => _types;

    /// <summary>The using directives.</summary>
    public IReadOnlyList<UsingDirectiveSyntax> Usings => _usings;

    /// <summary>The extension methods.</summary>
    public IReadOnlyList<ExtensionMethod> Extensions => _extensions;

    /// <summary>What is declared in a file.</summary>
    public static TreeTypes Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new TreeTypes(tree));

    private void Collect(SyntaxList<MemberDeclarationSyntax> members, TypePart? container)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                _usings.AddRange(space.Usings);
                Collect(space.Members, null);
            }
            else if (member is BaseTypeDeclarationSyntax type)
            {
                var part = new TypePart(type, container);
                _types.Add(part);
                Collect(part);
            }
        }
    }

    private void Collect(TypePart part)
    {
        if (part.Node is not TypeDeclarationSyntax type)
        {
            return;
        }

        Collect(type.Members, part);
        if (!type.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return;
        }

        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } method && first.Modifiers.Any(SyntaxKind.ThisKeyword))
            {
                _extensions.Add(new ExtensionMethod(method, part));
            }
            else if (member is TypeDeclarationSyntax { Keyword.ValueText: "extension", ParameterList.Parameters: [var receiver] } block)
            {
                _extensions.AddRange(block.Members.OfType<MethodDeclarationSyntax>().Select(inner => new ExtensionMethod(inner, part) { Parameters = inner.ParameterList.WithParameters(inner.ParameterList.Parameters.Insert(0, receiver)) }));
            }
        }
    }
}

/// <summary>An extension method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Part">The class that holds it.</param>
internal sealed record ExtensionMethod(MethodDeclarationSyntax Method, TypePart Part)
{
    /// <summary>Its name.</summary>
    public string Name => Method.Identifier.ValueText;

    /// <summary>Its parameters, the one that is extended first.</summary>
    public ParameterListSyntax Parameters { get; init; } = Method.ParameterList;
}
