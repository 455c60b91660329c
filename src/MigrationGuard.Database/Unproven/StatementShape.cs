using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Unproven;

/// <summary>
/// A statement without its values: the same for the text that an application sends, for its manifest, and for what pg_stat_statements makes of it, which puts parameters
/// in place of constants and, in 18, one in place of a list. https://www.postgresql.org/docs/current/pgstatstatements.html
/// </summary>
public static class StatementShape
{
    private const string Value = "?";

    // 'interval '1 day'' is counted as 'interval $1', and is collected as CAST($1 AS interval).
    private static readonly HashSet<string> TypedConstants = new(StringComparer.Ordinal)
    {
        "interval", "date", "timestamptz", "timestamp", "timetz", "time", "uuid", "jsonb", "json", "inet", "cidr", "bytea",
    };

    /// <summary>The shape of a text; any text has one.</summary>
    public static string Of(string sql)
    {
        var words = new List<string>();
        var lexer = new SqlLexer(sql, 0, sql.Length, LexerOptions.PostgreSqlServer);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            switch (token.Kind)
            {
                case TokenKind.Semicolon:
                    break;
                case TokenKind.String or TokenKind.Number or TokenKind.Parameter:
                    AddValue(words);
                    break;
                case TokenKind.Word when IsConstant(words, sql.AsSpan(token.Start, token.Length)):
                    AddValue(words);
                    break;
                case TokenKind.RightParenthesis:
                    words.Add(")");
                    Close(words);
                    break;
                case TokenKind.RightBracket:
                    words.Add("]");
                    CloseArray(words);
                    break;
                default:
                    words.Add(Text(sql.Substring(token.Start, token.Length), token.Kind));
                    break;
            }
        }

        return string.Join(' ', Unprepared(words));
    }

    private static string Text(string text, TokenKind kind) => kind switch
    {
        TokenKind.Word => text.ToLowerInvariant(),
        TokenKind.QuotedName when IsPlain(text) => text[1..^1],
        _ => text,
    };

    // "users" and users are one name.
    private static bool IsPlain(string quoted)
    {
        if (quoted is not ['"', _, .., '"'] || char.IsAsciiDigit(quoted[1]))
        {
            return false;
        }

        foreach (var letter in quoted.AsSpan(1, quoted.Length - 2))
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        return true;
    }

    // The sign belongs to the constant; between two operands it is lost on both sides alike.
    private static void AddValue(List<string> words)
    {
        if (words is [.., "-" or "+"])
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words is [.., var type] && TypedConstants.Contains(type) && words is not [.., "as" or "::", _])
        {
            words.RemoveAt(words.Count - 1);
            words.AddRange(["cast", "(", Value, "as", type, ")"]);
            return;
        }

        words.Add(Value);
    }

    // IS NULL is no constant, = NULL is one.
    private static bool IsConstant(List<string> words, ReadOnlySpan<char> word) =>
        (word.Equals("null", StringComparison.OrdinalIgnoreCase) || word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("false", StringComparison.OrdinalIgnoreCase))
        && words is not ([.., "is"] or [.., "is", "not"]);

    private static void Close(List<string> words)
    {
        var open = OpenOf(words, words.Count - 1, ("(", ")"));
        if (open > 0 && words[open - 1] == "in" && IsListOfValues(words, open + 1))
        {
            words.RemoveRange(open + 1, words.Count - open - 1);
            words.AddRange([Value, ")"]);
        }
        else if (open > 2 && words[open - 1] == "," && words[open - 2] == ")")
        {
            DropRepeated(words, open);
        }
    }

    private static void CloseArray(List<string> words)
    {
        var open = OpenOf(words, words.Count - 1, ("[", "]"));
        if (open > 0 && words[open - 1] == "array" && IsListOfValues(words, open + 1))
        {
            words.RemoveRange(open + 1, words.Count - open - 1);
            words.AddRange([Value, "]"]);
        }
    }

    // How many rows are inserted at once makes no difference to what is proved: (?, ?), (?, ?) is (?, ?).
    private static void DropRepeated(List<string> words, int open)
    {
        var length = words.Count - open;
        var before = open - 1 - length;
        if (before < 0)
        {
            return;
        }

        for (var i = 0; i < length; i++)
        {
            if (!string.Equals(words[before + i], words[open + i], StringComparison.Ordinal))
            {
                return;
            }
        }

        words.RemoveRange(open - 1, length + 1);
    }

    private static int OpenOf(List<string> words, int close, (string Open, string Close) kind)
    {
        var depth = 0;
        for (var i = close; i >= 0; i--)
        {
            if (words[i] == kind.Close)
            {
                depth++;
            }
            else if (words[i] == kind.Open && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    // Values, each possibly with a cast: ?, ?::text, ?::numeric(10, 2). The last word is the bracket that ends the list.
    private static bool IsListOfValues(List<string> words, int start)
    {
        for (var place = start; ; place++)
        {
            if (words[place] != Value)
            {
                return false;
            }

            place = BehindCast(words, place + 1);
            if (place >= words.Count - 1)
            {
                return true;
            }

            if (words[place] != ",")
            {
                return false;
            }
        }
    }

    private static int BehindCast(List<string> words, int place)
    {
        if (words[place] != "::")
        {
            return place;
        }

        var depth = 0;
        for (; place < words.Count - 1 && (depth > 0 || words[place] is "::" or "." or "(" or "[" or "]" || char.IsAsciiLetter(words[place][0]) || words[place][0] == '"'); place++)
        {
            depth += words[place] switch { "(" => 1, ")" => -1, _ => 0 };
        }

        return place;
    }

    // The server counts what is prepared by a command under the whole command.
    private static IEnumerable<string> Unprepared(List<string> words)
    {
        var place = words is ["prepare", ..] ? words.IndexOf("as") : -1;
        return place < 0 ? words : words.Skip(place + 1);
    }
}
