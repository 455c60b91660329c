namespace MigrationGuard.Gate.Machine;

/// <summary>What came of a step of a migration.</summary>
public enum StepOutcome
{
    /// <summary>It is done, now or before.</summary>
    Done,

    /// <summary>It did not happen and may work when it is tried again, e.g. after a lock timeout.</summary>
    Retry,

    /// <summary>It did not happen and will not.</summary>
    Failed,

    /// <summary>It cannot be told whether it happened.</summary>
    Unclear,

    /// <summary>It did not happen, because it may not now; it is there when it may.</summary>
    Refused,
}
