namespace MigrationGuard.Gate.Machine;

/// <summary>Who answers through the front door.</summary>
public enum FrontDoor
{
    /// <summary>Only the new version.</summary>
    New,

    /// <summary>Only the old version.</summary>
    Old,

    /// <summary>Each of the two versions, and nobody else.</summary>
    Both,

    /// <summary>Something else, or nobody knows who.</summary>
    Mixed,

    /// <summary>Not everybody was answered.</summary>
    Failing,

    /// <summary>Nobody was answered.</summary>
    Silent,
}
