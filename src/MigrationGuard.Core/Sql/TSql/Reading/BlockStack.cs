namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>What is open around a statement.</summary>
internal enum BlockKind
{
    /// <summary>BEGIN … END, also of TRY and CATCH.</summary>
    Block,

    /// <summary>The one statement behind IF.</summary>
    If,

    /// <summary>The one statement behind ELSE or WHILE.</summary>
    Single,
}

/// <summary>An open block.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Conditional">Whether its statements run under a condition.</param>
/// <param name="InLoop">Whether they run in a loop.</param>
/// <param name="Guard">The condition, when it asks whether something exists.</param>
internal readonly record struct Block(BlockKind Kind, bool Conditional, bool InLoop, Guard? Guard)
{
    /// <summary>Whether there is a condition besides <see cref="Guard"/>.</summary>
    public bool OuterConditional { get; init; }
}

/// <summary>The open blocks of a batch.</summary>
/// <param name="outer">What is around the whole text.</param>
internal sealed class BlockStack(Block outer)
{
    private readonly Stack<Block> _stack = new();
    private int _blocks;

    public Block Top => _stack.Count > 0 ? _stack.Peek() : outer;

    public int Count => _stack.Count;

    public bool HasOpenBlock => _blocks > 0;

    public void Clear()
    {
        _stack.Clear();
        _blocks = 0;
    }

    public void Push(Block block)
    {
        _stack.Push(block);
        _blocks += block.Kind == BlockKind.Block ? 1 : 0;
    }

    public Block Pop()
    {
        var block = _stack.Pop();
        _blocks -= block.Kind == BlockKind.Block ? 1 : 0;
        return block;
    }
}
