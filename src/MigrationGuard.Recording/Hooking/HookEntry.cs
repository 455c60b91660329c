using System.Reflection;

namespace MigrationGuard.Recordings.Hooking;

/// <summary>Where the start-up hook comes in; it finds this type by its name.</summary>
internal static class HookEntry
{
    /// <summary>Begins to record this process, in assemblies of its own.</summary>
    public static void Begin()
    {
        var path = typeof(HookEntry).Assembly.Location;
        var recorder = new RecordingContext(Path.GetDirectoryName(path)!).LoadFromAssemblyPath(path);
        recorder.GetType(typeof(HookEntry).FullName!, throwOnError: true)!.GetMethod(nameof(BeginHere), BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
    }

    /// <summary>Begins to record this process with the assemblies that this one was loaded with.</summary>
    public static void BeginHere() => ProcessRecording.Begin();
}
