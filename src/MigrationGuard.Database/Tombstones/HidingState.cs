namespace MigrationGuard.Tombstones;

/// <summary>Where hidden objects stand.</summary>
public enum HidingState
{
    /// <summary>Some are hidden already.</summary>
    Hiding,

    /// <summary>All are hidden.</summary>
    Hidden,

    /// <summary>All can be used as before.</summary>
    Shown,

    /// <summary>They were removed, and what stays has its rights back.</summary>
    Removed,
}
