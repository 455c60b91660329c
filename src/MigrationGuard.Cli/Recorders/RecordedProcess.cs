using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MigrationGuard.Cli.Recorders;

/// <summary>A command that is recorded. It has this tool's standard streams.</summary>
internal static class RecordedProcess
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs it to its end; gives why it failed, or null. A request to terminate is passed on, and one to interrupt reaches it anyway.</summary>
    public static async Task<string?> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, Surroundings surroundings, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = surroundings.Directory } };
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            End(process);
        });
        try
        {
            surroundings.Output.Flush();
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"{command[0]} cannot be started: {exception.Message}");
        }

        await WaitAsync(process, cancellation);
        return process.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{command[0]} failed with exit code {process.ExitCode}");
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            End(process);
            using var limit = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(limit.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                process.CloseMainWindow();
            }
            else
            {
                _ = Kill(process.Id, Terminate);
            }
        }
        catch (InvalidOperationException)
        {
            // It has not begun, or it has ended.
        }
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code in the whole project.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
#pragma warning restore SYSLIB1054
}
