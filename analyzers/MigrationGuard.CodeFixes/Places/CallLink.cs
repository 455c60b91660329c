using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CodeFixes.Places;

/// <summary>One member of a call chain, as syntax.</summary>
/// <param name="Name">The name with its type arguments.</param>
/// <param name="Node">The expression up to here: the call, or the member access of a property.</param>
internal sealed record CallLink(SimpleNameSyntax Name, ExpressionSyntax Node)
{
    /// <summary>The name alone.</summary>
    public string Text => Name.Identifier.ValueText;

    /// <summary>The call; null for a property.</summary>
    public InvocationExpressionSyntax? Call => Node as InvocationExpressionSyntax;

    /// <summary>The argument that a parameter gets, by name or place; null when it is left out.</summary>
    public ArgumentSyntax? Argument(string name, int place)
    {
        if (Call is null)
        {
            return null;
        }

        var arguments = Call.ArgumentList.Arguments;
        foreach (var argument in arguments)
        {
            if (argument.NameColon?.Name.Identifier.ValueText == name)
            {
                return argument;
            }
        }

        return place >= 0 && place < arguments.Count && arguments[place].NameColon is null ? arguments[place] : null;
    }
}
