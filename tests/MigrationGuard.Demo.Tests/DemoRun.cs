using System.Diagnostics;
using System.Globalization;
using System.Text;
using MigrationGuard.TestKit;

namespace MigrationGuard.Demo;

/// <summary>The demo as a process of its own, with a folder for everything that it writes.</summary>
internal sealed class DemoRun : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _awaited;

    private DemoRun(string awaited, params string[] arguments)
    {
        _awaited = awaited;
        Folder = Directory.CreateTempSubdirectory("demo-test-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The server's own user writes there too.
            File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        }

        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = Folder;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The folder for temporary files that the demo was given.</summary>
    public string Folder { get; }

    /// <summary>What it said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private static string Program
    {
        get
        {
            var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
            return RepositoryFiles.Path("samples", "WebShop", "Demo", "bin", configuration, "net10.0", "WebShop.Demo.dll");
        }
    }

    /// <summary>The folders of the shop and of clusters that are still there.</summary>
    public IReadOnlyList<string> Remains() => [.. new[] { "webshop-demo-*", "migrationguard-pg-*" }.SelectMany(pattern => Directory.EnumerateDirectories(Folder, pattern))];

    public static DemoRun Start(int major, string awaited) => new(awaited, "--postgres", major.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits until it said the awaited words.</summary>
    public Task WaitForWordsAsync(CancellationToken cancellation) => _begun.Task.WaitAsync(cancellation);

    /// <summary>Does what Ctrl-C does.</summary>
    public void Interrupt() => Interruption.Send(_process);

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>The processes that got the demo's environment and still run.</summary>
    public IReadOnlyList<string> Left()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var ours = Encoding.UTF8.GetBytes($"TMPDIR={Folder}\0");
        return [.. Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0])).Where(process => Holds(process, ours)).Select(Command)];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static bool Holds(string process, byte[] variable)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(process, "environ")).AsSpan().IndexOf(variable) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Command(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return process;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.Contains(_awaited, StringComparison.Ordinal) == true)
        {
            _begun.TrySetResult();
        }
    }
}
