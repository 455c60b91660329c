using System.Buffers;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Postgres.Wire;

/// <summary>The beginning of a statement, cut into words.</summary>
internal sealed class CommandWords
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private readonly List<(TokenKind Kind, string Text)> _tokens = [];

    public CommandWords(string text, int most)
    {
        var lexer = new SqlLexer(text, 0, text.Length, LexerOptions.PostgreSqlServer);
        for (var token = lexer.Next(); token.Kind is not (TokenKind.End or TokenKind.Unterminated or TokenKind.Semicolon) && _tokens.Count < most; token = lexer.Next())
        {
            _tokens.Add((token.Kind, text.Substring(token.Start, token.Length)));
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _tokens.Count;

    /// <summary>A word or sign, in upper case; null behind the end, and for names in quotes and literals.</summary>
    public string? this[int index]
        => index < _tokens.Count && _tokens[index].Kind is not (TokenKind.QuotedName or TokenKind.String) ? _tokens[index].Text.ToUpperInvariant() : null;

    /// <summary>Whether a word occurs.</summary>
    public bool Contains(string word) => IndexOf(word) >= 0;

    /// <summary>Where a word stands first; -1 when nowhere.</summary>
    public int IndexOf(string word) => _tokens.FindIndex(token => token.Kind == TokenKind.Word && token.Text.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name as the server stores it; null when there is none.</summary>
    public string? NameAt(int index) => index >= _tokens.Count ? null : _tokens[index] switch
    {
        (TokenKind.Word, var word) => Folded(word),
        (TokenKind.QuotedName, ['"', .., '"'] name) => name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal),
        _ => null,
    };

    /// <summary>A plain string; null when there is none.</summary>
    public string? StringAt(int index)
        => index < _tokens.Count && _tokens[index] is (TokenKind.String, ['\'', .., '\''] literal) ? literal[1..^1].Replace("''", "'", StringComparison.Ordinal) : null;

    /// <summary>A list of names, strings and numbers up to the end; null when it holds something else.</summary>
    public string? ValuesFrom(int index, NameQuotes quoted)
    {
        var values = new List<string>();
        for (var i = index; i < _tokens.Count; i += 2)
        {
            var value = _tokens[i].Kind == TokenKind.Number ? _tokens[i].Text : NameAt(i) ?? StringAt(i);
            if (value is null || (i + 1 < _tokens.Count && _tokens[i + 1].Kind != TokenKind.Comma))
            {
                return null;
            }

            values.Add(quoted == NameQuotes.Kept && _tokens[i].Kind != TokenKind.Word ? Quoted(value) : value);
        }

        return values.Count > 0 ? string.Join(", ", values) : null;
    }

    private static string Quoted(string name)
        => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Plain) && !char.IsAsciiDigit(name[0])
            ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Folded(string word) => string.Create(word.Length, word, static (folded, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });
}
