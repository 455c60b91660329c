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
    private const string FluentNamespace = "FluentMigrator";
    private const string EntityFrameworkNamespace = "Microsoft.EntityFrameworkCore.Migrations";
    private const int DeepestBases = 16;

    private readonly MigrationAttributes _attributes = new(knowledge);

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
        var down = root.Written.Name is "AutoReversingMigration" or "ForwardOnlyMigration" ? null : Entry(type, "Down");
        if (FrameworkOf(type, root, up ?? down) is not { } framework)
        {
            return null;
        }

        return _attributes.Apply(new MigrationClass(type, Main(type), framework) { Id = new("", type.Name), Up = up, Down = down, Root = root.Written.Name });
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
    private Root? FrameworkBase(SourceType type)
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
                var name = knowledge.Written(written, part.Tree);
                return IsFrameworkName(name.Name) && name.Qualifier is "" or FluentNamespace or EntityFrameworkNamespace ? new Root(name, part) : FromReferences(type, current, name.Name);
            }

            current = next;
        }

        return null;
    }

    /// <summary>A base class of another project: its symbol knows what it derives from.</summary>
    private Root? FromReferences(SourceType type, SourceType last, string name)
    {
        if (name.Length == 0 || (!name.EndsWith("Migration", StringComparison.Ordinal) && Entry(type, "Up") is null && !_attributes.AreOn(type)))
        {
            return null;
        }

        var found = new Root(new WrittenName("", "Migration", 0), last.First);
        var symbol = knowledge.Declared(last.First)?.BaseType;
        for (; symbol is { TypeKind: not TypeKind.Error }; symbol = symbol.BaseType)
        {
            if (IsFrameworkName(symbol.Name) && symbol.ContainingNamespace?.ToDisplayString() is FluentNamespace or EntityFrameworkNamespace)
            {
                return found with { Written = new WrittenName("", symbol.Name, 0) };
            }

            if (symbol.SpecialType == SpecialType.System_Object)
            {
                return _attributes.AreOn(type) ? found : null;
            }
        }

        return _attributes.AreOn(type) || LooksLikeMigration(type, name) ? found : null;
    }

    /// <summary>Whether a class whose base cannot be looked up does what migrations do.</summary>
    private bool LooksLikeMigration(SourceType type, string baseName) => Entry(type, "Up") switch
    {
        null => baseName.EndsWith("Migration", StringComparison.Ordinal) && Mentions(type.First.Tree, FluentNamespace),
        { Method: var up } => up.Modifiers.Any(SyntaxKind.OverrideKeyword) && (up.ParameterList.Parameters.Count == 1 || UsesRoots(type)),
    };

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
    private MigrationFramework? FrameworkOf(SourceType type, Root root, EntryPoint? entry)
    {
        if (root.Written.Name != "Migration" || entry is { Method.ParameterList.Parameters.Count: 0 })
        {
            return IsFluent(type, root, entry) ? MigrationFramework.FluentMigrator : null;
        }

        if (entry is not null)
        {
            return MigrationFramework.EntityFramework;
        }

        return Mentions(root.Part.Tree, "Microsoft.EntityFrameworkCore") ? MigrationFramework.EntityFramework
            : Mentions(type.First.Tree, FluentNamespace) || Mentions(root.Part.Tree, FluentNamespace) ? MigrationFramework.FluentMigrator
            : null;
    }

    // Other libraries have a class Migration with Up() too.
    private bool IsFluent(SourceType type, Root root, EntryPoint? entry)
    {
        if (root.Written is { Name: "ForwardOnlyMigration" or "AutoReversingMigration" } or { Qualifier: FluentNamespace } || Mentions(root.Part.Tree, FluentNamespace))
        {
            return true;
        }

        for (var symbol = knowledge.Declared(root.Part)?.BaseType; symbol is { TypeKind: not TypeKind.Error }; symbol = symbol.BaseType)
        {
            if (symbol.ContainingNamespace?.ToDisplayString() == FluentNamespace)
            {
                return true;
            }

            if (symbol.SpecialType == SpecialType.System_Object)
            {
                return false;
            }
        }

        return entry is not null && UsesRoots(type);
    }

    private static bool UsesRoots(SourceType type) => type.Parts.Any(static part => part.Node.DescendantNodes().Any(static node => node switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name } } => MigrationWalker.Roots.Contains(name),
        MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name.Identifier.ValueText: var name } } => MigrationWalker.Roots.Contains(name),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name } } => name == "IfDatabase",
        _ => false,
    }));

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

    /// <summary>The class of the framework that a migration derives from.</summary>
    /// <param name="Written">Its name.</param>
    /// <param name="Part">The declaration that names it as its base, or a class that derives from it.</param>
    private sealed record Root(WrittenName Written, TypePart Part);
}
