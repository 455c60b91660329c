using System.Collections.Frozen;

namespace MigrationGuard.Cli.Sources;

/// <summary>Walks once over a text and counts signs.</summary>
internal ref struct DialectScanner(string text)
{
    // Words that the other product does not write in a migration: +1 PostgreSQL, -1 SQL Server.
    private static readonly FrozenDictionary<string, int> Words = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["serial"] = 1, ["bigserial"] = 1, ["smallserial"] = 1, ["jsonb"] = 1, ["timestamptz"] = 1, ["bytea"] = 1, ["returning"] = 1, ["plpgsql"] = 1,
        ["concurrently"] = 1, ["ilike"] = 1, ["boolean"] = 1, ["bool"] = 1, ["regclass"] = 1, ["nextval"] = 1, ["tsvector"] = 1, ["citext"] = 1,
        ["materialized"] = 1, ["extension"] = 1, ["statement_timeout"] = 1, ["gin"] = 1, ["uuid"] = 1, ["inet"] = 1, ["int8"] = 1,
        ["int4"] = 1, ["varying"] = 1, ["search_path"] = 1,
        ["nvarchar"] = -1, ["nchar"] = -1, ["ntext"] = -1, ["datetime2"] = -1, ["datetimeoffset"] = -1, ["uniqueidentifier"] = -1, ["varbinary"] = -1,
        ["sp_rename"] = -1, ["sp_executesql"] = -1, ["nocount"] = -1, ["xact_abort"] = -1, ["nonclustered"] = -1, ["clustered"] = -1, ["sysname"] = -1,
        ["object_id"] = -1, ["col_length"] = -1, ["tinyint"] = -1, ["raiserror"] = -1, ["nolock"] = -1, ["getdate"] = -1, ["sysutcdatetime"] = -1,
        ["newid"] = -1, ["scope_identity"] = -1, ["dbo"] = -1, ["getutcdate"] = -1, ["smalldatetime"] = -1, ["quoted_identifier"] = -1,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private int _at;
    private int _postgres;
    private int _sqlServer;

    /// <summary>The signs.</summary>
    public DialectSigns Scan()
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (char.IsLetter(c) || c == '_')
            {
                Word();
            }
            else if (!Skip(c))
            {
                Punctuation(c);
                _at++;
            }
        }

        return new DialectSigns(_postgres, _sqlServer);
    }

    private void Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '$'))
        {
            _at++;
        }

        var word = text.AsSpan(start, _at - start);
        if (word.Length == 2 && word.Equals("GO", StringComparison.OrdinalIgnoreCase) && IsAlone(start))
        {
            _sqlServer += 3;
        }
        else if (word.Length is >= 3 and <= 18 && Lookup.TryGetValue(word, out var sign))
        {
            _postgres += sign > 0 ? 1 : 0;
            _sqlServer += sign < 0 ? 1 : 0;
        }
    }

    private readonly bool IsAlone(int start)
    {
        var line = text.LastIndexOf('\n', start);
        var end = text.IndexOf('\n', _at);
        var behind = text.AsSpan(_at, (end < 0 ? text.Length : end) - _at).Trim(" \t\r;");
        return text.AsSpan(line + 1, start - line - 1).IsWhiteSpace() && behind.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private bool Skip(char c)
    {
        var end = c switch
        {
            '\'' => Behind("'", 1),
            '"' => Behind("\"", 1),
            '-' when Next == '-' => Behind("\n", 2),
            '/' when Next == '*' => Behind("*/", 2),
            _ => -1,
        };
        _at = end < 0 ? _at : end;
        return end >= 0;
    }

    private readonly char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private readonly int Behind(string terminator, int from)
    {
        var start = Math.Min(_at + from, text.Length);
        var found = text.IndexOf(terminator, start, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + terminator.Length;
    }

    private void Punctuation(char c)
    {
        switch (c)
        {
            case ':' when Next == ':':
                _postgres++;
                _at++;
                break;
            case '$' when Next == '$' || IsDollarTag():
                _postgres += 3;
                _at++;
                break;
            case '[' when char.IsLetter(Next) || Next == '_':
                _sqlServer++;
                break;
            case '@' when char.IsLetter(Next) || Next == '@':
                _sqlServer++;
                break;
            case '\\' when _at == 0 || text[_at - 1] == '\n':
                _postgres++;
                break;
        }
    }

    private readonly bool IsDollarTag()
    {
        var end = text.AsSpan(_at + 1, Math.Min(40, text.Length - _at - 1)).IndexOf('$');
        return end > 0 && (char.IsLetter(Next) || Next == '_');
    }
}
