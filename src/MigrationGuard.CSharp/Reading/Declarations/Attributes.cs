using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>Finds attributes by their simple names.</summary>
internal static class Attributes
{
    private const string Suffix = "Attribute";

    /// <summary>The first attribute of that name; null when there is none.</summary>
    public static AttributeSyntax? Find(SyntaxList<AttributeListSyntax> lists, string name)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (NameOf(attribute) == name)
                {
                    return attribute;
                }
            }
        }

        return null;
    }

    /// <summary>The simple name without <c>Attribute</c>.</summary>
    public static string NameOf(AttributeSyntax attribute) => WithoutSuffix(Sources.SimpleName(attribute.Name));

    /// <summary>The name without <c>Attribute</c>.</summary>
    public static string WithoutSuffix(string name)
        => name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
}
