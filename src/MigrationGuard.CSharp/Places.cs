using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp;

/// <summary>Where a piece of source stands.</summary>
internal static class Places
{
    /// <summary>The path with forward slashes.</summary>
    public static string Slashed(string path) => path.Replace('\\', '/');

    /// <summary>The line on which it begins, counted from 1.</summary>
    public static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Such as <c>Orders/UserStore.cs:42</c>.</summary>
    public static string Shown(SyntaxNode node) => FormattableString.Invariant($"{node.SyntaxTree.FilePath}:{Line(node)}");

    /// <summary>The statement or member around it.</summary>
    public static SyntaxNode Statement(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(static outer => outer is StatementSyntax or MemberDeclarationSyntax) ?? node;

    /// <summary>Type and member, such as <c>UserStore.Find</c>; null outside of types.</summary>
    public static string? Member(SyntaxNode node)
    {
        string? name = null;
        foreach (var ancestor in node.Ancestors())
        {
            var part = ancestor switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
                ConstructorDeclarationSyntax => "constructor",
                OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => "operator",
                IndexerDeclarationSyntax => "this",
                _ => null,
            };
            name = part is null ? name : name is null ? part : part + "." + name;
        }

        return name;
    }

    /// <summary>Whether it belongs to a class that changes the schema.</summary>
    public static bool IsInMigration(SyntaxNode node)
    {
        foreach (var type in node.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (type.BaseList?.Types.Any(static entry => Sources.SimpleName(entry.Type) is var name && (MigrationFinder.IsFrameworkName(name) || name == "ModelSnapshot")) == true
                || type.AttributeLists.Any(static list => list.Attributes.Any(static attribute => Reading.Declarations.Attributes.NameOf(attribute) == "Migration")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the call says that its text is a procedure's name.</summary>
    public static bool IsStoredProcedure(SyntaxNode call)
    {
        if (Says(call))
        {
            return true;
        }

        var command = call switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var receiver } } => receiver.ToString(),
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } } => declarator.Identifier.ValueText,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: { } created } } when Says(created) => "",
            _ => null,
        };
        return command is "" || (command is not null && call.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.Left.ToString() == command + ".CommandType" && Says(assignment.Right)) == true);

        static bool Says(SyntaxNode node) => node.ToString().IndexOf("CommandType.StoredProcedure", StringComparison.Ordinal) >= 0;
    }
}
