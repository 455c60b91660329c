using System.ComponentModel;
using System.Diagnostics;

namespace MigrationGuard.Cli.Environments;

/// <summary>A program that prints an environment, e.g. that of a container.</summary>
internal static class VariableCommand
{
    /// <summary>What it prints.</summary>
    /// <exception cref="DependencyException">It cannot be started, or fails.</exception>
    public static async Task<byte[]> RunAsync(string[] command, string directory, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = directory };
        Array.ForEach(command[1..], start.ArgumentList.Add);
        try
        {
            using var process = Process.Start(start) ?? throw new DependencyException($"{command[0]} cannot be started");
            try
            {
                using var output = new MemoryStream();
                await process.StandardOutput.BaseStream.CopyToAsync(output, cancellation);
                await process.WaitForExitAsync(cancellation);
                return process.ExitCode == 0 ? output.ToArray() : throw new DependencyException(FormattableString.Invariant($"{command[0]} ended with exit code {process.ExitCode}; nothing was captured"));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (Win32Exception failure)
        {
            throw new DependencyException($"{command[0]} cannot be started: {failure.Message}");
        }
    }
}
