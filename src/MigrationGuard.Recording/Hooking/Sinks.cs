namespace MigrationGuard.Recordings.Hooking;

/// <summary>Where recordings are put.</summary>
internal static class Sinks
{
    /// <summary>What writes to a target.</summary>
    public static IRecordingSink For(RecordingTarget target) => target.IsDatabase ? new LedgerSink(target) : new FileRecordingSink(target.Place);
}
