using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes SELECT … INTO: the target stands inside the query, before its FROM.</summary>
internal static class SelectIntoWriter
{
    public static string Write(ObjectName table, string query)
    {
        var at = Place(query);
        var into = "INTO " + TSqlNames.Quote(table);
        return at == query.Length ? query + " " + into : query.Substring(0, at) + into + " " + query.Substring(at);
    }

    /// <summary>Offset of the first FROM, WHERE or UNION of the query itself, or its end.</summary>
    private static int Place(string query)
    {
        var lexer = new SqlLexer(query, 0, query.Length, LexerOptions.TSql);
        var depth = 0;
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            depth += token.Kind switch { TokenKind.LeftParenthesis => 1, TokenKind.RightParenthesis => -1, _ => 0 };
            if (depth == 0 && token.Kind == TokenKind.Word
                && query.Substring(token.Start, token.Length).ToUpperInvariant() is "FROM" or "WHERE" or "UNION" or "EXCEPT" or "INTERSECT")
            {
                return token.Start;
            }
        }

        return query.Length;
    }
}
