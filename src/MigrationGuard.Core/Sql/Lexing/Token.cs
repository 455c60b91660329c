namespace MigrationGuard.Sql.Lexing;

/// <summary>A piece of the text.</summary>
/// <param name="kind">What it is.</param>
/// <param name="start">Offset of its first character in the text.</param>
/// <param name="length">Number of characters.</param>
/// <param name="afterComment">Whether a comment stands between it and the token before it.</param>
/// <param name="hash">The hash of a plain word, else 0.</param>
internal readonly struct Token(TokenKind kind, int start, int length, bool afterComment, uint hash = 0)
{
    public TokenKind Kind { get; } = kind;

    public bool AfterComment { get; } = afterComment;

    public uint Hash { get; } = hash;

    public int Start { get; } = start;

    public int Length { get; } = length;

    /// <summary>Offset behind the last character.</summary>
    public int End => Start + Length;
}
