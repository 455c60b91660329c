namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>A line that is a comment.</summary>
internal readonly ref struct CommentLine(ReadOnlySpan<char> words, int start)
{
    /// <summary>What stands behind the dashes.</summary>
    public ReadOnlySpan<char> Words { get; } = words;

    /// <summary>Offset of the line.</summary>
    public int Start { get; } = start;

    /// <summary>Both.</summary>
    public void Deconstruct(out ReadOnlySpan<char> words, out int start)
    {
        words = Words;
        start = Start;
    }
}
