using System.Text;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>What the texts of a manifest may be; each method gives the fault, or null.</summary>
public static class ManifestText
{
    // https://www.postgresql.org/docs/current/limits.html
    private const int LongestName = 63;
    private const int LongestLabel = 200;
    private const int LongestOrigin = 4096;

    /// <summary>Service, label and digest: shown to people, so nothing in them may move a terminal's cursor.</summary>
    public static string? LabelFault(string value)
        => string.IsNullOrWhiteSpace(value) ? "is empty"
            : value.Length > LongestLabel ? $"is longer than {LongestLabel} characters"
            : value.AsSpan().ContainsAnyInRange('\0', '\u001F') || value.AsSpan().ContainsAnyInRange('\u007F', '\u009F') ? "contains a control character"
            : value != value.Trim() ? "begins or ends with a space" : null;

    /// <summary>File and member of an origin.</summary>
    public static string? OriginFault(string value) => value.Length == 0 ? "is empty" : Shown(value) == value ? null : "contains a control character or is too long";

    /// <summary>A file or member as it can stand in a manifest: control characters replaced, cut where it is endless.</summary>
    public static string Shown(string value)
        => string.Create(Math.Min(value.Length, LongestOrigin), (value, Lone: StatementText.HasLoneSurrogate(value)), static (shown, source) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                var c = source.value[i];
                shown[i] = char.IsControl(c) || (source.Lone && char.IsSurrogate(c)) ? '\uFFFD' : c;
            }
        });

    /// <summary>The digest: one word.</summary>
    public static string? DigestFault(string value) => LabelFault(value) ?? (value.Contains(' ', StringComparison.Ordinal) ? "contains a space" : null);

    /// <summary>A role: any name PostgreSQL can have, not folded.</summary>
    public static string? RoleFault(string value)
        => value.Length == 0 ? "is empty"
            : value.Contains('\0') ? "contains the character 0"
            : Encoding.UTF8.GetByteCount(value) > LongestName ? $"is longer than {LongestName} bytes, which no name in PostgreSQL is" : null;

    /// <summary>A type: names, a length and brackets, nothing with which a statement could go on.</summary>
    public static string? TypeFault(string value)
    {
        var lexer = new SqlLexer(value, 0, value.Length, LexerOptions.PostgreSqlServer);
        var (depth, words) = (0, 0);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            words += token.Kind is TokenKind.Word or TokenKind.QuotedName ? 1 : 0;
            depth += token.Kind switch
            {
                TokenKind.LeftParenthesis or TokenKind.LeftBracket => 1,
                TokenKind.RightParenthesis or TokenKind.RightBracket => -1,
                _ => 0,
            };
            var inside = token.Kind is TokenKind.Comma or TokenKind.Number && depth > 0;
            var anywhere = token.Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.Dot or TokenKind.LeftParenthesis or TokenKind.RightParenthesis
                or TokenKind.LeftBracket or TokenKind.RightBracket;
            if (token.AfterComment || depth is < 0 or > 1 || !(inside || anywhere))
            {
                return "is no name of a type";
            }
        }

        return words == 0 || depth != 0 ? "is no name of a type" : null;
    }

    /// <summary>A search_path: names with commas between them, or nothing.</summary>
    public static string? SearchPathFault(string value)
    {
        var lexer = new SqlLexer(value, 0, value.Length, LexerOptions.PostgreSqlServer);
        var name = false;
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.AfterComment || (name ? token.Kind != TokenKind.Comma : token.Kind is not (TokenKind.Word or TokenKind.QuotedName)))
            {
                return "is no list of schemas such as \"$user\", public";
            }

            name = !name;
        }

        return name || value.Trim().Length == 0 ? null : "ends with a comma";
    }
}
