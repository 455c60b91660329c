namespace MigrationGuard.Recordings.Masking;

/// <summary>What holds within a pair of parentheses.</summary>
internal struct MaskFrame
{
    /// <summary>Whether its items sort or group.</summary>
    public bool Sorts;

    /// <summary>The first token of the item; -1 outside of items.</summary>
    public int Item;

    /// <summary>Whether it chooses the index of ON CONFLICT.</summary>
    public bool InConflict;

    /// <summary>Whether the arguments may be of any type.</summary>
    public bool TakesAnything;
}
