using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.PostgreSql;

namespace MigrationGuard.Manifests;

/// <summary>Cuts a text of several statements into pieces.</summary>
public static class SqlPieces
{
    private static readonly LexerOptions Script = LexerOptions.PostgreSqlServer with { BackslashCommands = true };

    /// <summary>The statements in their order, and the commands of psql, which are none. Never throws; takes linear time.</summary>
    public static IReadOnlyList<SqlPiece> Split(string text)
    {
        var pieces = new List<SqlPiece>();
        var lines = new LineMap(text);
        var tokens = new TokenBuffer();
        var splitter = new StatementSplitter(new SqlLexer(text, 0, text.Length, Script), text, text.Length, tokens);
        while (true)
        {
            var end = splitter.ReadStatement();
            if (tokens.Count > 0)
            {
                var (start, behind) = (tokens[0].Start, tokens[tokens.Count - 1].End);
                pieces.Add(new SqlPiece(text[start..behind], lines.Locate(start).Line));
            }

            switch (end.Kind)
            {
                case TokenKind.End:
                    return pieces;
                case TokenKind.MetaCommand:
                    pieces.Add(new SqlPiece(text.Substring(end.Start, end.Length), lines.Locate(end.Start).Line, "a command of psql is no SQL"));
                    break;
                case TokenKind.Other:
                    pieces.Add(new SqlPiece("", lines.Locate(tokens[0].Start).Line, "the data of this COPY go on to the end of the file"));
                    return pieces;
            }
        }
    }
}
