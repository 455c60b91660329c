using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.Analyzers;

/// <summary>Whether a compilation can have migrations at all.</summary>
internal static class FrameworkNames
{
    private static readonly string[] Names = ["FluentMigrator", "Microsoft.EntityFrameworkCore"];

    /// <summary>Whether a framework is referenced, or a file that was never restored uses its namespace.</summary>
    public static bool OccurIn(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var assembly in compilation.ReferencedAssemblyNames)
        {
            if (IsFramework(assembly.Name))
            {
                return true;
            }
        }

        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.GetRoot(cancellation) is CompilationUnitSyntax root && (Uses(root.Usings) || Uses(root.Members)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Uses(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space && (Uses(space.Usings) || Uses(space.Members)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Uses(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            if (directive.Name is { } name && IsFramework(name.ToString()))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFramework(string name)
    {
        foreach (var framework in Names)
        {
            if (name.StartsWith(framework, StringComparison.Ordinal) && (name.Length == framework.Length || name[framework.Length] == '.'))
            {
                return true;
            }
        }

        return false;
    }
}
