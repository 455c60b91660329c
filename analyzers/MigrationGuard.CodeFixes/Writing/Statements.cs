using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Moves statements about.</summary>
internal static class Statements
{
    /// <summary>Puts other lines into the place of a statement.</summary>
    public static TextChange Replace(StatementSyntax statement, IReadOnlyList<string> code, SourceText text, string newLine)
        => new(statement.Span, string.Join(newLine + CodeStyle.IndentOf(statement, text), code));

    /// <summary>Puts a line in front of a statement.</summary>
    public static TextChange InsertBefore(StatementSyntax statement, string code, SourceText text, string newLine)
        => new(new TextSpan(statement.SpanStart, 0), code + newLine + CodeStyle.IndentOf(statement, text));

    /// <summary>Takes a statement away, with its line when it has one of its own.</summary>
    public static TextChange Remove(StatementSyntax statement, SourceText text)
    {
        var (first, last) = (text.Lines.GetLineFromPosition(statement.SpanStart), text.Lines.GetLineFromPosition(statement.Span.End));
        var alone = text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart)).Trim().Length == 0 && text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)).Trim().Length == 0;
        return new TextChange(alone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : statement.Span, "");
    }

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
        foreach (var name in node.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            if (symbol is ILocalSymbol or IRangeVariableSymbol || (symbol is IParameterSymbol parameter && parameter.Type.Name != "MigrationBuilder" && parameter.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction })
                || (symbol?.ContainingType is { } type && SymbolEqualityComparer.Default.Equals(type, own)))
            {
                return false;
            }
        }

        return true;
    }
}
