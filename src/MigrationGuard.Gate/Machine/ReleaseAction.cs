namespace MigrationGuard.Gate.Machine;

/// <summary>What a person can ask of a release.</summary>
public enum ReleaseAction
{
    /// <summary>Stop where it is.</summary>
    Hold,

    /// <summary>Go on after a hold.</summary>
    Resume,

    /// <summary>Give it up: before the switch nothing else changes, after it the old version gets the traffic back.</summary>
    Abort,

    /// <summary>Send the traffic back to the old version.</summary>
    Rollback,

    /// <summary>End the rollback window.</summary>
    Close,

    /// <summary>Move the end of the rollback window further away.</summary>
    Extend,

    /// <summary>Remove what only the old version needed.</summary>
    Contract,
}
