namespace MigrationGuard.Classifying;

/// <summary>When, relative to the switch of traffic, an operation may run. Follows from compatibility alone, never from cost.</summary>
public enum Phase
{
    /// <summary>Before the switch: the old version works on as if nothing had happened.</summary>
    Expand,

    /// <summary>While both versions live: data changes that the old version reads unchanged.</summary>
    Migrate,

    /// <summary>Only when no live version needs what is removed or tightened.</summary>
    Contract,
}
