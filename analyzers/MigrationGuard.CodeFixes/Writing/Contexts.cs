using Microsoft.CodeAnalysis;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CSharp;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Finds the context that a migration of EF Core belongs to.</summary>
internal static class Contexts
{
    /// <summary>The type as C# writes it, empty for a framework without contexts; null when it is not known, so that no migration can be added.</summary>
    public static string? Of(CallPlace place)
    {
        if (place.Framework != MigrationFramework.EntityFramework)
        {
            return "";
        }

        foreach (var attribute in place.Model.GetDeclaredSymbol(place.Class)?.GetAttributes() ?? [])
        {
            if (attribute.AttributeClass?.Name == "DbContextAttribute" && attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol context)
            {
                return context.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            }
        }

        return null;
    }
}
