using System.Collections.Frozen;

namespace MigrationGuard.Recordings.Masking;

/// <summary>A set of words, whatever their case.</summary>
internal sealed class WordSet
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    /// <summary>The words of a list with spaces between them.</summary>
    public WordSet(string words)
        => _words = words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word is among them.</summary>
    public bool Has(ReadOnlySpan<char> word) => _words.Contains(word);
}
