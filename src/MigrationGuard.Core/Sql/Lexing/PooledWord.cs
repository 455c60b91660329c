namespace MigrationGuard.Sql.Lexing;

/// <summary>A word as written and with its ASCII letters in lower and in upper case.</summary>
/// <param name="exact">The word as written.</param>
internal sealed class PooledWord(string exact)
{
    private WordRole _role;

    public string Exact { get; } = exact;

    public string Lower => field ??= Change(Exact, 'A', 'Z');

    public string Upper => field ??= Change(Exact, 'a', 'z');

    /// <summary>What the word is inside an expression.</summary>
    public WordRole Role => _role == WordRole.Unknown ? _role = ExpressionWords.RoleOf(Upper) : _role;

    private static string Change(string word, char first, char last)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] >= first && word[i] <= last)
            {
                return Changed(word.ToCharArray(), i, first, last);
            }
        }

        return word;
    }

    private static string Changed(char[] letters, int from, char first, char last)
    {
        for (var i = from; i < letters.Length; i++)
        {
            letters[i] = letters[i] >= first && letters[i] <= last ? (char)(letters[i] ^ 0x20) : letters[i];
        }

        return new string(letters);
    }
}
