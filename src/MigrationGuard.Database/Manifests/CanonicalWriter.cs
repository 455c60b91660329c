using System.Globalization;
using System.Text;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>Writes the canonical text of one statement.</summary>
/// <param name="text">The statement.</param>
internal sealed class CanonicalWriter(string text)
{
    // What the protocol can carry. https://www.postgresql.org/docs/current/protocol-message-formats.html
    private const int MostParameters = 65535;

    private readonly StatementTokens _tokens = new(text);
    private readonly StringBuilder _output = new(text.Length);
    private bool _ended;
    private bool _rewritten;
    private TokenKind _before = TokenKind.End;

    /// <summary>Why there is no canonical text.</summary>
    public string? Error { get; private set; }

    /// <summary>The canonical text, or null.</summary>
    public string? Write()
    {
        while (Error is null && _tokens.Next(out var token))
        {
            if (token.Kind == TokenKind.Semicolon)
            {
                _ended = _output.Length > 0;
            }
            else
            {
                Add(token);
            }
        }

        Error ??= _tokens.Error ?? (_output.Length == 0 ? "holds no statement" : null);
        return Error is null ? _output.ToString() : null;
    }

    private void Add(in Token token)
    {
        if (_ended)
        {
            Fail(token, $"a second statement begins ({StatementText.Excerpt(text, token.Start)}); an entry holds one");
            return;
        }

        if (token.Kind == TokenKind.Parameter && !IsParameterNumber(token))
        {
            Fail(token, $"parameters are numbered from $1 to ${MostParameters.ToString(CultureInfo.InvariantCulture)}");
            return;
        }

        var rewritten = Rewritten(token);
        if (Error is not null || _tokens.Error is not null)
        {
            return;
        }

        if (_output.Length > 0 && (_tokens.AfterSpace || WouldMerge(token.Kind, rewritten)))
        {
            _output.Append(' ');
        }

        _ = rewritten is null ? _output.Append(text, token.Start, token.Length) : _output.Append(rewritten);
        _rewritten = rewritten is not null;
        _before = token.Kind;
    }

    // A quote directly behind a quote would double it, and one behind a word would make the word a prefix.
    private bool WouldMerge(TokenKind kind, string? rewritten)
        => rewritten is not null
            ? _before is TokenKind.Word or TokenKind.Number or TokenKind.Parameter or TokenKind.String or TokenKind.QuotedName
            : _rewritten && kind is (TokenKind.String or TokenKind.QuotedName);

    private string? Rewritten(in Token token)
    {
        if (_tokens.Literal is not { Kind: not LiteralKind.Verbatim } literal)
        {
            return null;
        }

        // Since PostgreSQL 15 the server refuses 1E'x'; a space in between would make it valid.
        if (!_tokens.AfterSpace && _before is TokenKind.Number or TokenKind.Parameter && char.IsAsciiLetter(text[token.Start]))
        {
            Fail(token, "a literal with a prefix stands directly behind a number");
            return null;
        }

        return literal.Kind switch
        {
            LiteralKind.Joined => literal.Value,
            LiteralKind.String => Quote(literal.Value, '\''),
            LiteralKind.UnicodeString => _tokens.ResolveUnicode(literal, token.Start) is { } value ? Quote(value, '\'') : null,
            _ => _tokens.ResolveUnicode(literal, token.Start) is { } name ? Quote(name, '"') : null,
        };
    }

    private static string Quote(string value, char quote) => quote + value.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;

    private bool IsParameterNumber(in Token token)
        => int.TryParse(text.AsSpan(token.Start + 1, token.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostParameters;

    private void Fail(in Token token, string error) => Error ??= $"{StatementText.Place(text, token.Start)}: {error}";
}
