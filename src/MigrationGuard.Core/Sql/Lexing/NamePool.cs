namespace MigrationGuard.Sql.Lexing;

/// <summary>Hands out the same string for words that repeat, so that reading a script does not allocate each name anew.</summary>
internal sealed class NamePool
{
    private const int Size = 4096;
    private const int LongestKept = 48;

    [ThreadStatic]
    private static NamePool? _ofThread;

    private readonly PooledWord?[] _words = new PooledWord?[Size];
    private readonly string?[] _pieces = new string?[Size];

    private NamePool()
    {
    }

    /// <summary>The pool of the current thread: the names of one file mostly occur in the next one too.</summary>
    public static NamePool OfThread => _ofThread ??= new NamePool();

    /// <summary>The hash of a single character, to go on with in <see cref="Hash(uint, char)"/>.</summary>
    public static uint Hash(char first) => Hash(2166136261, first);

    /// <summary>The hash of a word that is one character longer (FNV-1a).</summary>
    public static uint Hash(uint before, char next) => unchecked((before ^ next) * 16777619);

    /// <summary>A word in its spellings; <paramref name="hash"/> is 0 when nobody has computed it yet.</summary>
    public PooledWord Word(string text, int start, int length, uint hash)
    {
        hash = hash == 0 ? HashOf(text, start, length) : hash;
        ref var slot = ref _words[(hash ^ (hash >> 15)) % Size];
        if (slot is null || slot.Exact.Length != length || string.CompareOrdinal(slot.Exact, 0, text, start, length) != 0)
        {
            slot = new PooledWord(text.Substring(start, length));
        }

        return slot;
    }

    /// <summary>The part of the text as it is; only short ones are kept for the next time.</summary>
    public string Piece(string text, int start, int length)
    {
        if (length > LongestKept)
        {
            return text.Substring(start, length);
        }

        var hash = HashOf(text, start, length);
        ref var slot = ref _pieces[(hash ^ (hash >> 15)) % Size];
        if (slot is null || slot.Length != length || string.CompareOrdinal(slot, 0, text, start, length) != 0)
        {
            slot = text.Substring(start, length);
        }

        return slot;
    }

    private static uint HashOf(string text, int start, int length)
    {
        if (length == 0)
        {
            return 1;
        }

        var hash = Hash(text[start]);
        for (var i = start + 1; i < start + length; i++)
        {
            hash = Hash(hash, text[i]);
        }

        return hash;
    }
}
