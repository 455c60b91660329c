using System.Diagnostics;
using MigrationGuard.Recordings;
using MigrationGuard.TestKit;

namespace MigrationGuard.Recording.Tests;

/// <summary>An application that runs as a process of its own, recorded through the start-up hook.</summary>
internal sealed class RecordedApp : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("recorded").FullName;

    public string Target => Path.Combine(_folder, "app.recording");

    public string Errors { get; private set; } = "";

    public string Output { get; private set; } = "";

    /// <summary>The recordings of all its processes as one.</summary>
    public Recordings.Recording Recording => Recordings.Recording.Merge(FileRecordingSink.ReadAll(Target).ToList());

    public static string PathOf(string app)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return RepositoryFiles.Path("tests", $"MigrationGuard.Recording.{app}", "bin", here.Parent!.Name, here.Name, $"MigrationGuard.Recording.{app}.dll");
    }

    public ProcessStartInfo Prepare(string app, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [PathOf(app), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[RecordingHook.Variable] = RecordingHook.Assembly;
        start.Environment[RecordingTarget.Variable] = Target;
        return start;
    }

    /// <summary>A copy of an application's folder.</summary>
    public string CopyOf(string app)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder, "copy")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(PathOf(app))!))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    public async Task<int> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        Errors = await process.StandardError.ReadToEndAsync();
        Output = await output;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Every file that was written, as text.</summary>
    public IEnumerable<(string Name, string Text)> Files()
        => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => (Path.GetFileName(file), File.ReadAllText(file)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
