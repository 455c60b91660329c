namespace MigrationGuard.Recordings.Hooking;

/// <summary>A target that cannot be written to, for a reason that is known beforehand.</summary>
internal sealed class RefusedSink(string reason) : IRecordingSink
{
    public string? Open() => reason;

    public string? Write(Recording recording) => reason;
}
