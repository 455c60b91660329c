using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The context of EF Core that a migration names: <c>[DbContext(typeof(ShopContext))]</c>.</summary>
internal static class DeclaredContext
{
    /// <summary>Its simple name; null when none is named.</summary>
    public static string? Of(SourceType type)
    {
        foreach (var part in type.Parts)
        {
            if (Declarations.Attributes.Find(part.Node.AttributeLists, "DbContext")?.ArgumentList?.Arguments is [{ Expression: TypeOfExpressionSyntax { Type: var context } }])
            {
                return Sources.SimpleName(context);
            }
        }

        return null;
    }
}
