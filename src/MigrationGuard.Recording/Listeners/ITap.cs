namespace MigrationGuard.Recordings.Listeners;

/// <summary>A tap, whatever it looks at.</summary>
internal interface ITap
{
    /// <summary>Whether a recorder is told by it, or by one that sat in its place before.</summary>
    bool Records(IStatementRecorder recorder);
}
