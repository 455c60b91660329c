namespace MigrationGuard.Cli.Recorders;

/// <summary>What became of a recording.</summary>
internal enum RecordOutcome
{
    /// <summary>A manifest that misses nothing that was seen.</summary>
    Complete,

    /// <summary>A manifest, but something was seen that is not in it.</summary>
    Incomplete,

    /// <summary>Nothing was seen.</summary>
    Nothing,

    /// <summary>The command failed.</summary>
    CommandFailed,
}
