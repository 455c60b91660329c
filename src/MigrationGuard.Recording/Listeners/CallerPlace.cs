using System.Diagnostics;
using System.Reflection;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>
/// Finds where the application sends a command: the innermost method on the stack that belongs to no library and of which the line is known. Looked for once for each
/// statement. Behind an await that really waited the stack begins anew, and nothing may be found.
/// </summary>
internal static class CallerPlace
{
    // What stands between an application and its database. An application's own code has another name.
    private static readonly string[] Libraries = ["System", "Microsoft", "Npgsql", "Dapper", "mscorlib", "netstandard", "EFCore", "linq2db", "NHibernate", "FluentMigrator"];

    private static readonly string[] Own = ["MigrationGuard.Recording", "MigrationGuard.Database", "MigrationGuard.EntityFrameworkCore"];

    // A look takes up to a millisecond; texts that change with every call would each have one.
    private static int _looks = 10_000;

    private static readonly string Root = Folder(Environment.GetEnvironmentVariable(RecordingTarget.RootVariable) is { Length: > 0 } root ? root : Environment.CurrentDirectory);

    /// <summary>The place, or null where nobody can see it.</summary>
    public static StatementOrigin? Find()
    {
        if (_looks <= 0 || Interlocked.Decrement(ref _looks) < 0)
        {
            return null;
        }

        try
        {
            foreach (var frame in new StackTrace(1, fNeedFileInfo: true).GetFrames())
            {
                if (frame.GetFileName() is { Length: > 0 } file && frame.GetFileLineNumber() is > 0 and var line && frame.GetMethod() is { } method && IsOwn(method))
                {
                    return new StatementOrigin(Shown(file, Root), line, MemberOf(method));
                }
            }
        }
        catch (Exception exception) when (exception is NotSupportedException or BadImageFormatException or IOException or InvalidOperationException)
        {
            // Debugging information that cannot be read is none.
        }

        return null;
    }

    /// <summary>A file as people name it: relative to the root, or with its folder only.</summary>
    internal static string Shown(string file, string root)
    {
        var path = file.Replace('\\', '/');
        if (path.StartsWith(root, StringComparison.Ordinal))
        {
            return path[root.Length..];
        }

        // Builds that say the same on every machine name their root so.
        if (path.StartsWith("/_/", StringComparison.Ordinal))
        {
            return path[3..];
        }

        var parts = path.Split('/');
        return string.Join('/', parts[^Math.Min(2, parts.Length)..]);
    }

    private static bool IsOwn(MethodBase method)
    {
        var name = method.Module.Assembly.GetName().Name ?? "";
        return Array.IndexOf(Own, name) < 0 && !Array.Exists(Libraries, library => name.StartsWith(library, StringComparison.Ordinal) && (name.Length == library.Length || name[library.Length] == '.'));
    }

    // The compiler puts lambdas and awaiting methods into classes of its own: <Find>d__3.MoveNext, <>c.<Find>b__0.
    private static string? MemberOf(MethodBase method)
    {
        var (type, name) = (method.DeclaringType, method.Name);
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
        {
            name = Between(type.Name) ?? name;
            type = outer;
        }

        return type is null ? null : $"{type.Name}.{Between(name) ?? name}";
    }

    private static string? Between(string name) => name.Length > 1 && name[0] == '<' && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : null;

    private static string Folder(string path) => path.Replace('\\', '/').TrimEnd('/') + "/";
}
