namespace MigrationGuard.Gate.Machine;

/// <summary>With what a release comes to rest; the numbers are the exit codes of the tool.</summary>
public enum ReleaseAnswer
{
    /// <summary>What was asked for is done or can be done.</summary>
    Yes = 0,

    /// <summary>A check failed.</summary>
    No = 1,

    /// <summary>Evidence is missing, expired or says nothing.</summary>
    Unknown = 2,

    /// <summary>What was asked for makes no sense: contradictory policy, a release that does not exist.</summary>
    Usage = 3,

    /// <summary>The schema is not the one that was planned on or verified.</summary>
    Drift = 4,

    /// <summary>Somebody else is at it.</summary>
    Busy = 5,

    /// <summary>A database, router or program does not answer.</summary>
    Dependency = 6,

    /// <summary>A person has to decide.</summary>
    Held = 7,

    /// <summary>Refused by policy: freeze, window, rollback floor, base release.</summary>
    Policy = 8,
}
