using MigrationGuard.Sql;

namespace MigrationGuard.Schema;

/// <summary>A word, a quoted piece or a single other character of an expression's text.</summary>
internal readonly record struct Word(string Text, int Start, int End)
{
    public int Depth => Text[Start] switch { '(' => 1, ')' => -1, _ => 0 };

    /// <summary>Whether it may be an identifier; parameters (<c>$1</c>, <c>@id</c>) and numbers are none.</summary>
    public bool IsName => Quote != '\0' || char.IsLetter(Text[Start]) || Text[Start] == '_';

    private char Quote => Text[Start] is '"' or '[' ? Text[Start] : '\0';

    /// <summary>The words of a text, in order.</summary>
    public static List<Word> Split(string text, SqlSyntax syntax)
    {
        var words = new List<Word>((text.Length / 4) + 4);
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var end = c switch
            {
                '\'' or '"' => EndOfQuoted(text, i, c),
                '[' when syntax.Dialect == SqlDialect.TSql => EndOfQuoted(text, i, ']'),
                _ when IsWordCharacter(c) => EndOfWord(text, i),
                _ => i + 1,
            };
            if (!char.IsWhiteSpace(c))
            {
                words.Add(new Word(text, i, end));
            }

            i = end;
        }

        return words;
    }

    private static int EndOfQuoted(string text, int start, char quote)
    {
        var end = text.IndexOf(quote, start + 1);
        while (end >= 0 && end + 1 < text.Length && text[end + 1] == quote)
        {
            end = text.IndexOf(quote, end + 2);
        }

        return end < 0 ? text.Length : end + 1;
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && IsWordCharacter(text[end]))
        {
            end++;
        }

        return end;
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '@' or '#';

    public bool Is(string keyword)
        => End - Start == keyword.Length && string.Compare(Text, Start, keyword, 0, keyword.Length, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Whether the word is this identifier: an unquoted PostgreSQL word is folded first.</summary>
    public bool Names(string identifier, SqlSyntax syntax) => Quote switch
    {
        '\0' => Is(identifier) && (syntax.Dialect != SqlDialect.PostgreSql || !HasUpperCase(identifier)),
        '"' => End - Start >= identifier.Length + 2 && syntax.Same(Inner.Replace("\"\"", "\""), identifier),
        _ => End - Start >= identifier.Length + 2 && syntax.Same(Inner.Replace("]]", "]"), identifier),
    };

    /// <summary>Another identifier, quoted as this word is, or because it takes quotes.</summary>
    public string Quoted(string identifier, SqlSyntax syntax) => Quote switch
    {
        '"' => "\"" + identifier.Replace("\"", "\"\"") + "\"",
        '[' => "[" + identifier.Replace("]", "]]") + "]",
        _ when syntax.Dialect == SqlDialect.PostgreSql => Sql.PostgreSql.NameWriter.Name(identifier),
        _ => IsPlain(identifier) ? identifier : "[" + identifier.Replace("]", "]]") + "]",
    };

    private string Inner => Text.Substring(Start + 1, Math.Max(0, End - Start - 2));

    // A reserved word of T-SQL is not known here; what is written in brackets already stays there.
    private static bool IsPlain(string identifier) => identifier.Length > 0 && !char.IsDigit(identifier[0]) && EndOfWord(identifier, 0) == identifier.Length && IsWordCharacter(identifier[0]);

    private static bool HasUpperCase(string identifier)
    {
        foreach (var c in identifier)
        {
            if (char.IsUpper(c))
            {
                return true;
            }
        }

        return false;
    }
}
