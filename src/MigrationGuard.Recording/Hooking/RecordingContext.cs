using System.Reflection;
using System.Runtime.Loader;

namespace MigrationGuard.Recordings.Hooking;

/// <summary>Keeps the recorder's assemblies apart from those of the application, which may use another version of them.</summary>
internal sealed class RecordingContext(string folder) : AssemblyLoadContext("MigrationGuard.Recording")
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return assemblyName.Name?.StartsWith("MigrationGuard.", StringComparison.Ordinal) == true && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
