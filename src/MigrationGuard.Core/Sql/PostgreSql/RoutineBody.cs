using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Turns the string that holds a routine's body into an expression.</summary>
internal static class RoutineBody
{
    /// <summary>The value of the string at an index, with the functions and names that occur in it.</summary>
    public static SqlExpression Read(TokenCursor c, int index)
    {
        var text = c.Value(index);
        var tokens = new TokenBuffer();
        var lexer = new SqlLexer(text, 0, text.Length, LexerOptions.PostgreSql);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            tokens.Add(token);
        }

        var inner = c.Over(text, tokens);
        var seen = inner.Expression(0, inner.End);
        return new SqlExpression(text, ExpressionKind.Other, seen.Functions, seen.Identifiers);
    }
}
