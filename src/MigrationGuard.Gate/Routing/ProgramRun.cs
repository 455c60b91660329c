using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MigrationGuard.Gate.Routing;

/// <summary>Runs a program to its end.</summary>
internal sealed class ProgramRun(string program, IReadOnlyList<string> arguments)
{
    private const int LongestOutput = 64 * 1024;

    /// <summary>What is added to the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it runs; null for the current directory.</summary>
    public string? Directory { get; init; }

    /// <summary>Words of the shell of this system.</summary>
    public static ProgramRun Shell(string command, IReadOnlyDictionary<string, string> environment, string? directory = null) => OperatingSystem.IsWindows()
        ? new ProgramRun("cmd.exe", ["/d", "/c", command]) { Environment = environment, Directory = directory }
        : new ProgramRun("/bin/sh", ["-c", command]) { Environment = environment, Directory = directory };

    /// <summary>Runs it; at the limit it is killed with everything that it started.</summary>
    public async Task<ProgramEnd> RunAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            return new ProgramEnd.Failed($"{program} cannot be started: {failure.Message}");
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(limit);
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, ended.Token);
            var error = ReadAsync(process.StandardError, ended.Token);
            await process.WaitForExitAsync(ended.Token);
            return new ProgramEnd.Ended(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellation.ThrowIfCancellationRequested();
            return new ProgramEnd.Failed(string.Create(CultureInfo.InvariantCulture, $"it did not end within {limit.TotalSeconds:0.#} seconds and was killed"));
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Directory ?? "" };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // What is more than anybody reads is taken off the pipe, so that the program does not wait for a reader.
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            text.Append(buffer, 0, Math.Min(read, LongestOutput - text.Length));
        }

        return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself.
        }
    }
}
