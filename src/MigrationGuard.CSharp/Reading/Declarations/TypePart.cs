using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>A declaration of a type in a file; a partial type has several.</summary>
internal sealed class TypePart(BaseTypeDeclarationSyntax node, TypePart? container)
{
    /// <summary>The name that indexers have among the members.</summary>
    public const string Indexer = "this[]";

    private const int MostAsked = 8;

    private Dictionary<string, List<SyntaxNode>>? _members;
    private MemberChanges? _changes;
    private int _asked;
    private MemberChanges? _constructed;
    private string? _fullName;

    /// <summary>The declaration.</summary>
    public BaseTypeDeclarationSyntax Node => node;

    /// <summary>The simple name.</summary>
    public string Name { get; } = node.Identifier.ValueText;

    /// <summary>The type around it.</summary>
    public TypePart? Container => container;

    /// <summary>The file.</summary>
    public SyntaxTree Tree => node.SyntaxTree;

    /// <summary>Number of type parameters.</summary>
    public int Arity => (node as TypeDeclarationSyntax)?.TypeParameterList?.Parameters.Count ?? 0;

    /// <summary>The namespace; empty for the global one.</summary>
    public string Namespace => FullName.Substring(0, Math.Max(0, FullName.IndexOf(':')));

    /// <summary>Namespace, surrounding types, name and number of type parameters: equal for the parts of one type.</summary>
    public string FullName => _fullName ??= container is null
        ? NamespaceOf(node) + ":" + Name + "`" + Arity
        : container.FullName + "+" + Name + "`" + Arity;

    /// <summary>What a qualifier has to say in front of the name: namespace and surrounding types, with points.</summary>
    public string Surroundings => container is null ? Namespace : container.Surroundings.Length == 0 ? container.Name : container.Surroundings + "." + container.Name;

    /// <summary>The first type of the base list; null when there is none.</summary>
    public TypeSyntax? Base => node.BaseList is { Types: [var first, ..] } ? first.Type : null;

    /// <summary>What its code changes of a name, anywhere. After a few names it looks at all of them at once.</summary>
    public MemberChanges Changes(string name) => _changes ?? (_asked++ < MostAsked ? MemberChanges.Of(node, name) : _changes = MemberChanges.Of(node));

    /// <summary>What its constructors change.</summary>
    public MemberChanges Constructed => _constructed ??= MemberChanges.OfConstructors(node);

    /// <summary>The members with that name: methods, properties, variables of fields, members of enums.</summary>
    public IReadOnlyList<SyntaxNode> Members(string name)
    {
        // Two threads may make it at once; both make the same.
        _members ??= MembersByName();
        return _members.TryGetValue(name, out var found) ? found : [];
    }

    private Dictionary<string, List<SyntaxNode>> MembersByName()
    {
        var members = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        if (node is EnumDeclarationSyntax enumeration)
        {
            foreach (var member in enumeration.Members)
            {
                Add(member.Identifier.ValueText, member);
            }
        }

        foreach (var member in (node as TypeDeclarationSyntax)?.Members ?? default)
        {
            switch (member)
            {
                case MethodDeclarationSyntax method:
                    Add(method.Identifier.ValueText, method);
                    break;
                case PropertyDeclarationSyntax property:
                    Add(property.Identifier.ValueText, property);
                    break;
                case IndexerDeclarationSyntax indexer:
                    Add(Indexer, indexer);
                    break;
                case ConstructorDeclarationSyntax constructor:
                    Add(".ctor", constructor);
                    break;
                case BaseFieldDeclarationSyntax field:
                    foreach (var variable in field.Declaration.Variables)
                    {
                        Add(variable.Identifier.ValueText, variable);
                    }

                    break;
            }
        }

        return members;

        void Add(string name, SyntaxNode member)
        {
            if (!members.TryGetValue(name, out var list))
            {
                members[name] = list = [];
            }

            list.Add(member);
        }
    }

    private static string NamespaceOf(SyntaxNode node)
    {
        var name = "";
        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is BaseNamespaceDeclarationSyntax space)
            {
                name = name.Length == 0 ? space.Name.ToString() : space.Name + "." + name;
            }
        }

        return name;
    }
}
