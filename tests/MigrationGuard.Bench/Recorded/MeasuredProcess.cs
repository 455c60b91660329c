using System.Diagnostics;
using System.Globalization;
using MigrationGuard.Recordings;
using MigrationGuard.TestKit;

namespace MigrationGuard.Bench.Recorded;

/// <summary>A process that reads single rows whenever it is told to.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private readonly Process _process;

    public MeasuredProcess(string kind, PostgresDatabase database, string? recording)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = RepositoryFiles.Path("tests", "MigrationGuard.Recording.App", "bin", here.Parent!.Name, here.Name, "MigrationGuard.Recording.App.dll");
        var start = new ProcessStartInfo("dotnet", [program, "measured", database.ConnectionString, kind]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (recording is not null)
        {
            start.Environment[RecordingHook.Variable] = RecordingHook.Assembly;
            start.Environment[RecordingTarget.Variable] = recording;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Lets it work for a while.</summary>
    public Spent Work(int milliseconds)
    {
        _process.StandardInput.WriteLine(milliseconds.ToString(CultureInfo.InvariantCulture));
        var answer = _process.StandardOutput.ReadLine() ?? throw new BenchException("The measured process ended.");
        var numbers = answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new Spent(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
