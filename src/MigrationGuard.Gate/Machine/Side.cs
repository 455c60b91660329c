namespace MigrationGuard.Gate.Machine;

/// <summary>Which of the two versions of a release is meant.</summary>
public enum Side
{
    /// <summary>The version that had the traffic when the release started.</summary>
    Old,

    /// <summary>The version that is to have it.</summary>
    New,
}
