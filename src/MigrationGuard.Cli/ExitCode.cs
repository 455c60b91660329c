namespace MigrationGuard.Cli;

/// <summary>What the process says with its exit code; the same table holds for every command.</summary>
internal enum ExitCode
{
    /// <summary>Everything that was asked for was checked and is in order.</summary>
    Yes = 0,

    /// <summary>A check failed.</summary>
    No = 1,

    /// <summary>It could not be decided: SQL that was not understood, a database that is not known, evidence that is missing.</summary>
    Unknown = 2,

    /// <summary>Wrong arguments or configuration, or a file that could not be read.</summary>
    Usage = 3,

    /// <summary>Reality differs from the plan.</summary>
    Drift = 4,

    /// <summary>Somebody else is at it; try again.</summary>
    Busy = 5,

    /// <summary>A database, router or program that is needed did not answer; try again.</summary>
    Dependency = 6,

    /// <summary>Waits for a person.</summary>
    Held = 7,

    /// <summary>Refused by policy.</summary>
    Policy = 8,
}
