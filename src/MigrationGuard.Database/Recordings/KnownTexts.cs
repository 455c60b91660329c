using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace MigrationGuard.Recordings;

/// <summary>
/// What became of texts that were seen. Texts that keep changing push each other out: there are two generations, and a text that
/// is not asked for while a generation fills is forgotten with the next one.
/// </summary>
internal sealed class KnownTexts
{
    private const int MostTexts = 4096;
    private const long MostCharacters = 8_000_000;
    private const int LongestText = 200_000;

    private static readonly TextKey.Comparer Comparer = new();

    private ConcurrentDictionary<TextKey, KnownText> _young = new(Comparer);
    private ConcurrentDictionary<TextKey, KnownText> _old = new(Comparer);
    private int _count;
    private long _characters;

    /// <summary>How many are remembered.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>What became of a text.</summary>
    public bool TryGet(TextKey key, [NotNullWhen(true)] out KnownText? known)
    {
        if (key.Text.Length > LongestText)
        {
            known = null;
            return false;
        }

        if (Volatile.Read(ref _young).TryGetValue(key, out known))
        {
            return true;
        }

        if (!Volatile.Read(ref _old).TryGetValue(key, out known))
        {
            return false;
        }

        Put(key, known);
        return true;
    }

    /// <summary>Remembers what became of a text, if it is not too long to be worth it.</summary>
    public void Put(TextKey key, KnownText known)
    {
        if (key.Text.Length > LongestText || !Volatile.Read(ref _young).TryAdd(key, known))
        {
            return;
        }

        if (Interlocked.Increment(ref _count) > MostTexts || Interlocked.Add(ref _characters, key.Text.Length) > MostCharacters)
        {
            BeginGeneration();
        }
    }

    private void BeginGeneration()
    {
        Volatile.Write(ref _old, Interlocked.Exchange(ref _young, new ConcurrentDictionary<TextKey, KnownText>(Comparer)));
        Interlocked.Exchange(ref _count, 0);
        Interlocked.Exchange(ref _characters, 0);
    }
}
