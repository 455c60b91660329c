using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MigrationGuard.Gate.Verification;

/// <summary>Runs commands of the user.</summary>
internal static class ShellCommand
{
    // A process that the command left behind can keep its output open for ever.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Runs one to its end or its time limit; cancelled, it throws once everything that was started is gone.</summary>
    public static async Task<ShellResult> RunAsync(ShellRun run, TimeProvider time, CancellationToken cancellation)
    {
        var leftovers = new Leftovers();
        var start = Start(run, leftovers);
        var mask = SecretMask.Of(start.Environment, run.Secrets);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new(null, $"it could not be started: {failure.Message}", "", mask);
        }

        var tail = new OutputTail(mask);
        var output = Task.WhenAll(tail.ReadAsync(process.StandardOutput), tail.ReadAsync(process.StandardError));
        process.StandardInput.Close();
        var ended = await WaitAsync(process, run, time, cancellation);
        if (!ended)
        {
            await leftovers.KillAsync(process);
        }

        await Task.WhenAny(output, Task.Delay(Grace, CancellationToken.None));
        cancellation.ThrowIfCancellationRequested();
        return ended
            ? new(process.ExitCode, null, tail.Text(), mask)
            : new(null, FormattableString.Invariant($"it did not end within {run.Timeout.TotalSeconds:0.###} s and was killed"), tail.Text(), mask);
    }

    private static async Task<bool> WaitAsync(Process process, ShellRun run, TimeProvider time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(run.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Start(ShellRun run, Leftovers leftovers)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = Path.GetFullPath(run.Directory),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (OperatingSystem.IsWindows())
        {
            // cmd takes everything between the first and the last quote as it stands.
            (start.FileName, start.Arguments) = ("cmd.exe", $"/d /s /c \"{run.Command}\"");
        }
        else
        {
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(run.Command);
        }

        foreach (var (name, value) in run.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[Leftovers.Variable] = leftovers.Value;
        return start;
    }
}
