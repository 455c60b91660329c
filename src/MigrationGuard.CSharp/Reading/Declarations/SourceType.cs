using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>A type that the sources declare, with all its parts.</summary>
/// <param name="Parts">At least one.</param>
internal sealed record SourceType(IReadOnlyList<TypePart> Parts)
{
    /// <summary>The first part.</summary>
    public TypePart First => Parts[0];

    /// <summary>The simple name.</summary>
    public string Name => First.Name;

    /// <summary>Whether it is an enumeration.</summary>
    public bool IsEnum => First.Node is EnumDeclarationSyntax;

    /// <summary>The base as it is written in one of the parts; null when there is none.</summary>
    public (TypeSyntax Type, TypePart Part)? Base
    {
        get
        {
            foreach (var part in Parts)
            {
                if (part.Base is { } type)
                {
                    return (type, part);
                }
            }

            return null;
        }
    }

    /// <summary>Whether a part has the modifier.</summary>
    public bool Is(SyntaxKind modifier)
    {
        foreach (var part in Parts)
        {
            if (part.Node.Modifiers.Any(modifier))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The members with that name.</summary>
    public IEnumerable<SyntaxNode> Members(string name)
    {
        foreach (var part in Parts)
        {
            foreach (var member in part.Members(name))
            {
                yield return member;
            }
        }
    }

    /// <summary>Whether both are declared as the same type.</summary>
    public bool IsSame(SourceType other) => First.FullName == other.First.FullName;
}
