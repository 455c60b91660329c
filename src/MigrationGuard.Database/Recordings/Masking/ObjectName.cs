using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Names of objects as they are written in strings.</summary>
internal static class ObjectName
{
    // Database, schema and name of 63 bytes each, with quotes and dots.
    private const int Longest = 197;

    /// <summary>Whether a text is a name, perhaps with its schema, and nothing else.</summary>
    public static bool IsOne(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest)
        {
            return false;
        }

        var lexer = new SqlLexer(text.ToString(), 0, text.Length, LexerOptions.PostgreSqlServer);
        var behind = 0;
        for (var name = true; ; name = !name)
        {
            var token = lexer.Next();
            if (token.Kind == TokenKind.End)
            {
                return !name && behind == text.Length;
            }

            if (token.Start != behind || (name ? token.Kind is not (TokenKind.Word or TokenKind.QuotedName) : token.Kind != TokenKind.Dot))
            {
                return false;
            }

            behind = token.End;
        }
    }
}
