namespace MigrationGuard.Gate.Machine;

/// <summary>What is seen of objects that are hidden before they are removed.</summary>
public enum TombstoneSight
{
    /// <summary>They are hidden and nobody asked for them.</summary>
    Quiet,

    /// <summary>Somebody asked for one of them.</summary>
    Hit,

    /// <summary>They can be used again.</summary>
    Lifted,

    /// <summary>It cannot be told.</summary>
    Unknown,
}
