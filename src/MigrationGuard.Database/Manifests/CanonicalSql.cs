using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>
/// The one form in which a statement is stored and proved: a single statement without comments, dollar quotes, escape strings,
/// Unicode literals and semicolons, of the same meaning with <c>standard_conforming_strings = on</c>.
/// </summary>
public static class CanonicalSql
{
    /// <summary>Writes the canonical text of a PostgreSQL statement; never throws.</summary>
    /// <param name="text">The statement as the server gets it, parameters as <c>$1</c>; a trailing semicolon is allowed.</param>
    /// <param name="canonical">The canonical text; its canonical text is itself.</param>
    /// <param name="error">Why there is none, with line and column: several statements, a quote without end, a command of psql, …</param>
    public static bool TryWrite(string text, [NotNullWhen(true)] out string? canonical, [NotNullWhen(false)] out string? error)
    {
        error = StatementText.Fault(text);
        canonical = null;
        if (error is not null)
        {
            return false;
        }

        var writer = new CanonicalWriter(text);
        canonical = writer.Write();
        error = writer.Error;
        return canonical is not null;
    }

    /// <summary>The words and quoted names of a canonical text, ASCII letters in lower case, each once, in ordinal order.</summary>
    public static IReadOnlyList<string> Tokens(string canonical)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        var lexer = new SqlLexer(canonical, 0, canonical.Length, LexerOptions.PostgreSqlServer);
        for (var token = lexer.Next(); token.Kind is not (TokenKind.End or TokenKind.Unterminated); token = lexer.Next())
        {
            if (token.Kind == TokenKind.Word)
            {
                words.Add(Fold(canonical.AsSpan(token.Start, token.Length)));
            }
            else if (token.Kind == TokenKind.QuotedName)
            {
                words.Add(Fold(Literals.Decode(canonical, token)));
            }
        }

        return [.. words];
    }

    /// <summary>The highest parameter number in a canonical text, 0 without parameters.</summary>
    public static int HighestParameter(string canonical)
    {
        var highest = 0;
        var lexer = new SqlLexer(canonical, 0, canonical.Length, LexerOptions.PostgreSqlServer);
        for (var token = lexer.Next(); token.Kind is not (TokenKind.End or TokenKind.Unterminated); token = lexer.Next())
        {
            if (token.Kind == TokenKind.Parameter)
            {
                highest = Math.Max(highest, int.Parse(canonical.AsSpan(token.Start + 1, token.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }

        return highest;
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        Span<char> folded = word.Length <= 256 ? stackalloc char[word.Length] : new char[word.Length];
        return Ascii.ToLower(word, folded, out var length) == System.Buffers.OperationStatus.Done
            ? folded[..length].ToString()
            : string.Create(word.Length, word, static (target, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    target[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
                }
            });
    }
}
