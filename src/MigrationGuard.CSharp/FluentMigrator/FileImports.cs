using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>
/// The libraries of extensions that a file imports. <c>Include</c>, <c>Filter</c> and others exist in the one for PostgreSQL and in the one for SQL Server, and what
/// one of them sets is not looked at by the generator of the other database.
/// </summary>
internal static class FileImports
{
    /// <summary>The extensions for PostgreSQL.</summary>
    public const string Postgres = "FluentMigrator.Postgres";

    /// <summary>The extensions for SQL Server.</summary>
    public const string SqlServer = "FluentMigrator.SqlServer";

    /// <summary>Whether the file imports the other library and not <paramref name="imported"/>. Nothing imported may be imported elsewhere (<c>global using</c>).</summary>
    public static bool OnlyOther(SyntaxTree tree, string imported)
    {
        if (tree.GetRoot() is not CompilationUnitSyntax file)
        {
            return false;
        }

        var other = false;
        foreach (var name in Usings(file))
        {
            if (name == imported)
            {
                return false;
            }

            other |= name is Postgres or SqlServer;
        }

        return other;
    }

    private static IEnumerable<string> Usings(CompilationUnitSyntax file)
        => file.Usings.Concat(file.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(static space => space.Usings)).Select(static import => import.Name?.ToString() ?? "");
}
