using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>The name of a type as a file writes it.</summary>
/// <param name="Qualifier">The namespaces and types in front of it; empty when there are none.</param>
/// <param name="Name">The simple name; empty for what is no name.</param>
/// <param name="Arity">Number of type arguments.</param>
internal readonly record struct WrittenName(string Qualifier, string Name, int Arity)
{
    /// <summary>The name that a syntax writes, aliases resolved.</summary>
    public static WrittenName Of(TypeSyntax type, IEnumerable<UsingDirectiveSyntax> usings) => Plain(type).Resolved(usings);

    /// <summary>The name of an attribute without <c>Attribute</c>.</summary>
    public WrittenName WithoutSuffix() => this with { Name = Attributes.WithoutSuffix(Name) };

    private static WrittenName Plain(TypeSyntax type) => type switch
    {
        SimpleNameSyntax name => new("", name.Identifier.ValueText, name.Arity),
        QualifiedNameSyntax { Left: var left, Right: var right } => new(Path(left), right.Identifier.ValueText, right.Arity),
        AliasQualifiedNameSyntax { Alias: var alias, Name: var name } => new(alias.Identifier.ValueText == "global" ? "" : alias.Identifier.ValueText, name.Identifier.ValueText, name.Arity),
        NullableTypeSyntax nullable => Plain(nullable.ElementType),
        _ => new("", "", 0),
    };

    private static string Path(TypeSyntax type) => Plain(type) is var name && name.Qualifier.Length == 0 ? name.Name : name.Qualifier + "." + name.Name;

    private WrittenName Resolved(IEnumerable<UsingDirectiveSyntax> usings)
    {
        var end = Qualifier.IndexOf('.');
        var first = Qualifier.Length == 0 ? Name : end < 0 ? Qualifier : Qualifier.Substring(0, end);
        foreach (var directive in usings)
        {
            if (directive.Alias is { Name.Identifier.ValueText: var alias } && alias == first)
            {
                return Qualifier.Length == 0 ? Plain(directive.NamespaceOrType) : this with { Qualifier = Path(directive.NamespaceOrType) + (end < 0 ? "" : Qualifier.Substring(end)) };
            }
        }

        return this;
    }
}
