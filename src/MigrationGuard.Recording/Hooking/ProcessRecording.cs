using MigrationGuard.Recordings.Listeners;

namespace MigrationGuard.Recordings.Hooking;

/// <summary>The recording of a process from its first command on.</summary>
internal sealed class ProcessRecording : IDisposable
{
    private readonly NpgsqlListener _npgsql;
    private readonly DiagnosticsListener _diagnostics;
    private readonly RecordingWriter _writer;

    public ProcessRecording(IRecordingSink sink, TimeProvider time)
    {
        var recorder = new StatementRecorder(new RecordingLimits(), time);
        _writer = new RecordingWriter(recorder, sink);
        _npgsql = new NpgsqlListener(_writer);
        _diagnostics = new DiagnosticsListener(_writer, _npgsql);
    }

    /// <summary>Begins to record this process as its environment says; the recording ends with the process.</summary>
    public static void Begin()
    {
        if (RecordingTarget.Read(Environment.GetEnvironmentVariable) is { } target)
        {
            var recording = new ProcessRecording(Sinks.For(target), TimeProvider.System);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => recording.Dispose();
            AppDomain.CurrentDomain.UnhandledException += (_, _) => recording.Dispose();
        }
    }

    /// <summary>Writes what was seen last.</summary>
    public void Dispose()
    {
        _diagnostics.Dispose();
        _npgsql.Settle();
        _npgsql.Dispose();
        _writer.Dispose();
    }
}
