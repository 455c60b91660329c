using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Moves statements about.</summary>
internal static class Statements
{
    /// <summary>Puts other lines into the place of a statement.</summary>
    public static TextChange Replace(StatementSyntax statement, IReadOnlyList<string> code, SourceText text, string newLine)
        => new(statement.Span, string.Join(newLine + CodeStyle.IndentOf(statement, text), code));

    /// <summary>Whether some lines can stand where a statement stands: without braces there is room for one only.</summary>
    public static bool HasRoom(StatementSyntax statement, IReadOnlyList<string> code) => code.Count == 1 || statement.Parent is BlockSyntax or SwitchSectionSyntax;

    /// <summary>Puts a line in front of a statement.</summary>
    public static TextChange InsertBefore(StatementSyntax statement, string code, SourceText text, string newLine)
        => new(new TextSpan(statement.SpanStart, 0), code + newLine + CodeStyle.IndentOf(statement, text));

    /// <summary>Takes a statement away, with its line when it has one of its own, and with the comments above it.</summary>
    public static TextChange Remove(StatementSyntax statement, SourceText text)
    {
        var comments = Comments(statement).ToList();
        var start = comments.Count > 0 ? comments[0].SpanStart : statement.SpanStart;
        var (first, last) = (text.Lines.GetLineFromPosition(start), text.Lines.GetLineFromPosition(statement.Span.End));
        var alone = IsBlank(text, first.Start, start) && IsBlank(text, statement.Span.End, last.End);
        return new TextChange(alone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : statement.Span, "");
    }

    /// <summary>A statement with the comments above it, for another indentation; first lines are written without.</summary>
    public static IReadOnlyList<string> Moved(StatementSyntax statement, SourceText text, string indent)
        => [.. Comments(statement).Select(static comment => comment.ToString()), Indented(statement, statement.ToString(), text, indent)];

    /// <summary>The text of a node for another indentation; its first line is written without.</summary>
    public static string Indented(SyntaxNode node, string text, SourceText source, string indent)
    {
        var old = CodeStyle.IndentOf(node, source);
        var lines = text.Split('\n');
        return node.DescendantTokens().Any(static token => token.Text.IndexOf('\n') >= 0) || old == indent
            ? text
            : string.Join("\n", lines.Select((line, number) => number > 0 && line.StartsWith(old, StringComparison.Ordinal) ? indent + line.Substring(old.Length) : line));
    }

    /// <summary>Whether a statement says the same in another class: it uses nothing of its own class or method.</summary>
    public static bool IsMovable(SyntaxNode node, SemanticModel model, ClassDeclarationSyntax declaration)
    {
        var own = model.GetDeclaredSymbol(declaration);
        foreach (var name in node.DescendantNodes().OfType<IdentifierNameSyntax>().Where(static name => name.Parent is not NameColonSyntax))
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            if (symbol is ILocalSymbol or IRangeVariableSymbol || (symbol is IParameterSymbol parameter ? !IsAtHand(parameter) : symbol?.ContainingType is { } type && IsOwn(type, own)))
            {
                return false;
            }
        }

        return true;
    }

    // The builder of EF Core has the same name in the new method, and parameters of lambdas go with them.
    private static bool IsAtHand(IParameterSymbol parameter)
        => parameter.Type.Name == "MigrationBuilder" || parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction };

    // The class itself, and base classes of the project: the new class derives from the framework's.
    private static bool IsOwn(INamedTypeSymbol type, INamedTypeSymbol? own)
    {
        for (var current = own; current is not null && current.Locations.Any(static location => location.IsInSource); current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlank(SourceText text, int from, int to) => text.ToString(TextSpan.FromBounds(from, to)).Trim().Length == 0;

    private static IEnumerable<SyntaxTrivia> Comments(StatementSyntax statement)
        => statement.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
}
