namespace MigrationGuard.Recordings;

/// <summary>The start-up hook that records a .NET process and its children without a change to them.</summary>
public static class RecordingHook
{
    /// <summary>The variable of the .NET runtime that names start-up hooks, divided by <see cref="Path.PathSeparator"/>.</summary>
    public const string Variable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Its full path. It is an assembly of its own: the runtime refuses to start an application that uses another version of the hook's assembly.</summary>
    public static string Assembly => Path.Combine(Path.GetDirectoryName(typeof(RecordingHook).Assembly.Location)!, "MigrationGuard.StartupHook.dll");
}
