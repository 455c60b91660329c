using System.Diagnostics;

namespace MigrationGuard.Gate.Expansions;

/// <summary>Runs a command in the shell of the system.</summary>
internal static class ShellCommand
{
    private const int KeptLines = 20;
    private const int KeptLine = 400;

    /// <summary>Runs it to its end, or to the end of its time; a cancelled one is ended with all its children.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static async Task<ShellResult> RunAsync(CommandSettings settings, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartOf(settings, variables) };
        var (output, errors) = (new Queue<string>(), new Queue<string>());
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        Start(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return new ShellResult(-1, true, TextOf(output, errors));
        }

        return new ShellResult(process.ExitCode, false, TextOf(output, errors));
    }

    private static ProcessStartInfo StartOf(CommandSettings settings, IReadOnlyDictionary<string, string> variables)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", ["/d", "/s", "/c", settings.Command]) : new ProcessStartInfo("/bin/sh", ["-c", settings.Command]);
        start.WorkingDirectory = settings.Directory ?? "";
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Start(Process process)
    {
        try
        {
            process.Start();
            process.StandardInput.Close();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new IOException($"the shell cannot be started: {exception.Message}", exception);
        }
    }

    private static void Keep(Queue<string> tail, string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (tail)
        {
            tail.Enqueue(line.Length <= KeptLine ? line : line[..KeptLine] + "…");
            if (tail.Count > KeptLines)
            {
                tail.Dequeue();
            }
        }
    }

    // Which of two lines on different outputs came first cannot be told.
    private static string TextOf(Queue<string> output, Queue<string> errors)
    {
        lock (output)
        {
            lock (errors)
            {
                return string.Join('\n', output.Concat(errors));
            }
        }
    }
}
