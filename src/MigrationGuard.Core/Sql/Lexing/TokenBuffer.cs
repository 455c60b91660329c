namespace MigrationGuard.Sql.Lexing;

/// <summary>The tokens of one statement or batch; reused for the next one.</summary>
internal sealed class TokenBuffer
{
    private Token[] _items = new Token[64];

    public int Count { get; private set; }

    public ref readonly Token this[int index] => ref _items[index];

    public void Clear() => Count = 0;

    public void Add(in Token token)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = token;
    }

    /// <summary>Takes the last token away.</summary>
    public void RemoveLast() => Count--;
}
