using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Finds the classes that are migrations.</summary>
/// <param name="knowledge">What the sources declare.</param>
internal sealed class MigrationFinder(Knowledge knowledge)
{
    private const int DeepestBases = 16;

    /// <summary>Whether a class of a framework has the name that migrations derive from; classes of the sources may have it too.</summary>
    public static bool IsFrameworkName(string name) => name is "Migration" or "ForwardOnlyMigration" or "AutoReversingMigration" or "MigrationBase";

    /// <summary>The migrations that stand in a file: those of which it holds the part with <c>Up</c>.</summary>
    public List<MigrationClass> Find(SyntaxTree tree)
    {
        var found = new List<MigrationClass>();
        foreach (var part in TreeTypes.Of(tree).Types)
        {
            if (part.Node is ClassDeclarationSyntax declaration && MayBeMigration(declaration) && Read(part) is { } migration && migration.Main.Node == declaration)
            {
                found.Add(migration);
            }
        }

        return found;
    }

    // Most classes of a project are something else; this looks at a few tokens only.
    private static bool MayBeMigration(ClassDeclarationSyntax declaration)
        => (declaration.BaseList is not null || declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            && !declaration.Modifiers.Any(SyntaxKind.AbstractKeyword) && !declaration.Modifiers.Any(SyntaxKind.StaticKeyword);

    private MigrationClass? Read(TypePart part)
    {
        var type = knowledge.Whole(part);
        if (type.Is(SyntaxKind.AbstractKeyword) || FrameworkBase(type) is not { } root)
        {
            return null;
        }

        var up = Entry(type, "Up");
        var down = root.Name is "AutoReversingMigration" or "ForwardOnlyMigration" ? null : Entry(type, "Down");
        if (FrameworkOf(type, root, up ?? down) is not { } framework)
        {
            return null;
        }

        return new MigrationAttributes(knowledge).Apply(new MigrationClass(type, Main(type), framework) { Id = new("", type.Name), Up = up, Down = down, Root = root.Name });
    }

    private static TypePart Main(SourceType type)
    {
        TypePart? main = null;
        foreach (var part in type.Parts)
        {
            if (part.Members("Up").Count > 0)
            {
                return part;
            }

            main = main is null || (main.Base is null && part.Base is not null) ? part : main;
        }

        return main!;
    }

    /// <summary>The class of the framework that it derives from, as it is written; null when it does not.</summary>
    private (string Name, TypePart Part)? FrameworkBase(SourceType type)
    {
        SourceType? current = type;
        for (var depth = 0; current is not null && depth < DeepestBases; depth++)
        {
            if (current.Base is not var (written, part))
            {
                return null;
            }

            var next = knowledge.BaseOf(current);
            if (next is null)
            {
                var name = Sources.SimpleName(written);
                return IsFrameworkName(name) ? (name, part) : FromReferences(current, name);
            }

            current = next;
        }

        return null;
    }

    /// <summary>A base class of another project: its symbol knows what it derives from.</summary>
    private (string Name, TypePart Part)? FromReferences(SourceType type, string name)
    {
        if (name.Length == 0 || (!name.EndsWith("Migration", StringComparison.Ordinal) && type.First.Members("Up").Count == 0 && !MigrationAttributes.AreOn(type)))
        {
            return null;
        }

        for (var symbol = knowledge.Declared(type.First)?.BaseType; symbol is not null; symbol = symbol.BaseType)
        {
            if (IsFrameworkName(symbol.Name)
                && symbol.ContainingNamespace?.ToDisplayString() is "FluentMigrator" or "Microsoft.EntityFrameworkCore.Migrations")
            {
                return (symbol.Name, type.First);
            }

            if (symbol.TypeKind == TypeKind.Error)
            {
                break;
            }
        }

        return MigrationAttributes.AreOn(type) ? ("Migration", type.First) : null;
    }

    private EntryPoint? Entry(SourceType type, string name)
    {
        SourceType? current = type;
        for (var depth = 0; current is not null && depth < DeepestBases; depth++)
        {
            foreach (var part in current.Parts)
            {
                foreach (var member in part.Members(name))
                {
                    if (member is MethodDeclarationSyntax { ParameterList.Parameters.Count: <= 1 } method && (method.Body is not null || method.ExpressionBody is not null)
                        && (method.ParameterList.Parameters.Count == 0 || IsBuilder(method)))
                    {
                        return new EntryPoint(method, part);
                    }
                }
            }

            current = knowledge.BaseOf(current);
        }

        return null;
    }

    private static bool IsBuilder(MethodDeclarationSyntax method)
        => method.ParameterList.Parameters is [{ Type: { } type }] && Sources.SimpleName(type) == "MigrationBuilder";

    /// <summary>Which framework it is: both call their base class <c>Migration</c>.</summary>
    private MigrationFramework? FrameworkOf(SourceType type, (string Name, TypePart Part) root, EntryPoint? entry)
    {
        if (root.Name != "Migration" || entry is { Method.ParameterList.Parameters.Count: 0 })
        {
            return IsFluent(root, entry) ? MigrationFramework.FluentMigrator : null;
        }

        if (entry is not null)
        {
            return MigrationFramework.EntityFramework;
        }

        return Mentions(root.Part.Tree, "Microsoft.EntityFrameworkCore") ? MigrationFramework.EntityFramework
            : Mentions(type.First.Tree, "FluentMigrator") || Mentions(root.Part.Tree, "FluentMigrator") ? MigrationFramework.FluentMigrator
            : null;
    }

    // Other libraries have a class Migration with Up() too.
    private bool IsFluent((string Name, TypePart Part) root, EntryPoint? entry)
    {
        if (root.Name is "ForwardOnlyMigration" or "AutoReversingMigration" || Mentions(root.Part.Tree, "FluentMigrator")
            || root.Part.Base?.ToString().StartsWith("FluentMigrator.", StringComparison.Ordinal) == true)
        {
            return true;
        }

        for (var symbol = knowledge.Declared(root.Part)?.BaseType; symbol is { TypeKind: not TypeKind.Error }; symbol = symbol.BaseType)
        {
            if (symbol.ContainingNamespace?.ToDisplayString() == "FluentMigrator")
            {
                return true;
            }

            if (symbol.SpecialType == SpecialType.System_Object)
            {
                return false;
            }
        }

        return entry is not null && entry.Method.DescendantNodes().Any(static node => node is MemberAccessExpressionSyntax
        {
            Expression: IdentifierNameSyntax { Identifier.ValueText: "Create" or "Alter" or "Delete" or "Rename" or "Insert" or "Update" or "Execute" },
        });
    }

    private bool Mentions(SyntaxTree tree, string library)
    {
        foreach (var directive in knowledge.Usings(tree))
        {
            if (directive.NamespaceOrType.ToString() is var name && (name == library || name.StartsWith(library + ".", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
