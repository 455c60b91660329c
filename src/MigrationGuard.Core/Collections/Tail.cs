namespace MigrationGuard.Collections;

/// <summary>How much of a shared array one list uses, and whether the place behind it is taken by a longer one. Lists of one array are read on any thread.</summary>
internal sealed class Tail(int count)
{
    private int _taken;

    /// <summary>Number of items of the list.</summary>
    public int Count { get; } = count;

    /// <summary>Takes the place behind the list; false when a longer list has it already.</summary>
    public bool Claim() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>The end of the list with one more item.</summary>
    public Tail Longer() => new(Count + 1);
}
