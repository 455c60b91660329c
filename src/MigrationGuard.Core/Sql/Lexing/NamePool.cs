namespace MigrationGuard.Sql.Lexing;

/// <summary>Hands out the same string for words that repeat, so that reading a script does not allocate each name anew.</summary>
internal sealed class NamePool
{
    private const int Size = 1024;
    private const int LongestKept = 48;
    private readonly string?[] _folded = new string?[Size];
    private readonly string?[] _upper = new string?[Size];
    private readonly string?[] _exact = new string?[Size];

    [ThreadStatic]
    private static NamePool? _ofThread;

    /// <summary>The pool of the current thread: the names of one file mostly occur in the next one too.</summary>
    public static NamePool OfThread => _ofThread ??= new NamePool();

    /// <summary>The part of the text with A–Z in lower case.</summary>
    public string Lower(string text, int start, int length) => Find(_folded, text, start, length, Case.Lower);

    /// <summary>The part of the text with a–z in upper case.</summary>
    public string Upper(string text, int start, int length) => Find(_upper, text, start, length, Case.Upper);

    /// <summary>The part of the text as it is.</summary>
    public string Exact(string text, int start, int length) => Find(_exact, text, start, length, Case.Exact);

    /// <summary>The part of the text as it is; only short ones are kept for the next time.</summary>
    public string Keep(string text, int start, int length) => length <= LongestKept ? Exact(text, start, length) : text.Substring(start, length);

    private static string Find(string?[] table, string text, int start, int length, Case change)
    {
        var hash = unchecked((uint)length * 31);
        for (var i = start; i < start + length; i++)
        {
            hash = unchecked((hash ^ Change(text[i], change)) * 16777619);
        }

        ref var slot = ref table[(hash ^ (hash >> 15)) % Size];
        if (slot is null || !Same(slot, text, start, length, change))
        {
            slot = Make(text, start, length, change);
        }

        return slot;
    }

    private static bool Same(string candidate, string text, int start, int length, Case change)
    {
        if (candidate.Length != length)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (candidate[i] != Change(text[start + i], change))
            {
                return false;
            }
        }

        return true;
    }

    private static string Make(string text, int start, int length, Case change)
    {
        for (var i = start; i < start + length; i++)
        {
            if (Change(text[i], change) != text[i])
            {
                var characters = text.ToCharArray(start, length);
                for (var j = 0; j < length; j++)
                {
                    characters[j] = Change(characters[j], change);
                }

                return new string(characters);
            }
        }

        return text.Substring(start, length);
    }

    private static char Change(char c, Case change) => change switch
    {
        Case.Lower when c is >= 'A' and <= 'Z' => (char)(c | 0x20),
        Case.Upper when c is >= 'a' and <= 'z' => (char)(c & ~0x20),
        _ => c,
    };

    private enum Case
    {
        Exact,
        Lower,
        Upper,
    }
}
