using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Whose default a variable names: <c>SELECT @name = d.name FROM sys.default_constraints d JOIN sys.columns c … WHERE … c.name = N'status'</c>.</summary>
internal static class LookedUpDefault
{
    /// <summary>The column, from the tokens in front of <paramref name="end"/>; null when the variable was not looked up so, or the column is not a literal.</summary>
    public static string? Column(TokenCursor tokens, int end, string variable)
    {
        var lookup = end - 1;
        while (lookup >= 0 && !(tokens.IsNameAt(lookup) && IsCatalog(tokens.NameAt(lookup))))
        {
            lookup--;
        }

        var from = lookup;
        while (from >= 0 && !(tokens[from].Kind == TokenKind.Parameter && variable.IndexOf(tokens.NameAt(from), StringComparison.OrdinalIgnoreCase) >= 0 && tokens.IsSymbolAt(from + 1, "=")))
        {
            from--;
        }

        for (var i = from + 2; from >= 0 && i + 2 < end; i++)
        {
            if (tokens.IsNameAt(i) && tokens.NameAt(i).Equals("name", StringComparison.OrdinalIgnoreCase) && tokens.IsSymbolAt(i + 1, "=") && tokens[i + 2].Kind == TokenKind.String)
            {
                return tokens.Value(i + 2);
            }
        }

        return null;
    }

    private static bool IsCatalog(string name) => name.Equals("default_constraints", StringComparison.OrdinalIgnoreCase) || name.Equals("default_object_id", StringComparison.OrdinalIgnoreCase);
}
