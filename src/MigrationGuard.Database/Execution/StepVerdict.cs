namespace MigrationGuard.Execution;

/// <summary>What came of a step.</summary>
public enum StepVerdict
{
    /// <summary>It is done, now or before.</summary>
    Done,

    /// <summary>It did not happen and may work when it is tried again.</summary>
    Retry,

    /// <summary>It did not happen and will not.</summary>
    Failed,

    /// <summary>It cannot be told whether it happened.</summary>
    Unclear,
}
