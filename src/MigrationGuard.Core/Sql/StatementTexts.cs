using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.PostgreSql;

namespace MigrationGuard.Sql;

/// <summary>Cuts a script into what has to be sent apart where no transaction is wanted.</summary>
internal static class StatementTexts
{
    /// <summary>
    /// The statements of PostgreSQL, without comments in front of them and without semicolons: several in one command are a transaction there. Other dialects
    /// send a script as it is.
    /// </summary>
    public static IReadOnlyList<string> Of(SqlDialect dialect, string text)
    {
        if (dialect != SqlDialect.PostgreSql)
        {
            return [text.Trim()];
        }

        var tokens = new TokenBuffer();
        var splitter = new StatementSplitter(new SqlLexer(text, 0, text.Length, LexerOptions.PostgreSql), text, text.Length, tokens);
        var statements = new List<string>();
        Token ending;
        do
        {
            ending = splitter.ReadStatement();
            if (tokens.Count > 0)
            {
                var last = tokens[tokens.Count - 1];
                statements.Add(text.Substring(tokens[0].Start, last.Start + last.Length - tokens[0].Start));
            }
        }
        while (ending.Kind is not (TokenKind.End or TokenKind.Other));
        return statements;
    }
}
