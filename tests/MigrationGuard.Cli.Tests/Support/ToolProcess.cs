using System.Diagnostics;

namespace MigrationGuard.Cli.Tests.Support;

/// <summary>Runs the built tool as a process.</summary>
internal static class ToolProcess
{
    /// <summary>Runs in a folder, with bytes on standard input.</summary>
    public static async Task<Outcome> RunAsync(string folder, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        start.Environment["NO_COLOR"] = "";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool may end without reading its input.
        }

        await process.WaitForExitAsync();
        return new Outcome((ExitCode)process.ExitCode, await output, await error);
    }
}
