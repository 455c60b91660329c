namespace MigrationGuard.Sql.Lexing;

/// <summary>What a character can begin or continue.</summary>
[Flags]
internal enum CharacterKind : byte
{
    None = 0,
    Space = 1,
    WordStart = 2,
    Digit = 4,
    Operator = 8,

    /// <summary>Makes an operator that ends in + or - a single token. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-OPERATORS</summary>
    OperatorBody = 16,

    /// <summary>May stand inside a word but not begin one.</summary>
    WordPart = 32,
}

/// <summary>The kinds of the characters.</summary>
internal static class CharacterKinds
{
    private static readonly CharacterKind[] Ascii = Table();

    public static CharacterKind Of(char c) => c < 128 ? Ascii[c] : c == '\uFEFF' ? CharacterKind.Space : CharacterKind.WordStart;

    public static bool IsSpace(char c) => (Of(c) & CharacterKind.Space) != 0;

    public static bool IsWordStart(char c) => (Of(c) & CharacterKind.WordStart) != 0;

    public static bool IsWordPart(char c) => (Of(c) & (CharacterKind.WordStart | CharacterKind.Digit | CharacterKind.WordPart)) != 0;

    /// <summary>Whether all characters may stand in a word.</summary>
    public static bool IsWord(string value)
    {
        foreach (var c in value)
        {
            if (!IsWordPart(c))
            {
                return false;
            }
        }

        return value.Length > 0;
    }

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static CharacterKind[] Table()
    {
        var table = new CharacterKind[128];
        for (var c = 'a'; c <= 'z'; c++)
        {
            table[c] = CharacterKind.WordStart;
            table[c - 32] = CharacterKind.WordStart;
        }

        Mark(table, "_", CharacterKind.WordStart);
        Mark(table, "$", CharacterKind.WordPart);
        Mark(table, "0123456789", CharacterKind.Digit);
        Mark(table, " \t\r\n\f\v", CharacterKind.Space);
        Mark(table, "+-*/<>=", CharacterKind.Operator);
        Mark(table, "~!@#%^&|`?", CharacterKind.Operator | CharacterKind.OperatorBody);
        return table;
    }

    private static void Mark(CharacterKind[] table, string characters, CharacterKind kind)
    {
        foreach (var c in characters)
        {
            table[c] = kind;
        }
    }
}
