using System.Diagnostics;

namespace MigrationGuard.Cli.Tests.Support;

/// <summary>Runs the built tool as a process.</summary>
internal static class ToolProcess
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "migrationguard.dll");

    /// <summary>Runs in a folder, with bytes on standard input.</summary>
    public static Task<Outcome> RunAsync(string folder, byte[] input, params string[] arguments) => RunAsync(folder, input, [], arguments);

    /// <summary>Runs in a folder, with bytes on standard input and environment variables.</summary>
    public static Task<Outcome> RunAsync(string folder, byte[] input, Dictionary<string, string> variables, params string[] arguments)
        => StartAsync("dotnet", [Tool, .. arguments], folder, input, variables);

    /// <summary>Runs as a user who is not root; ignores the test where that is not possible.</summary>
    public static Task<Outcome> RunUnprivilegedAsync(string folder, params string[] arguments)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return RunAsync(folder, [], arguments);
        }

        const string runuser = "/usr/sbin/runuser";
        Assume.That(File.Exists(runuser), "root may read everything, and there is no runuser to be somebody else");
        return StartAsync(runuser, ["-u", "nobody", "--", "dotnet", Tool, .. arguments], folder, [], new() { ["HOME"] = "/tmp", ["DOTNET_CLI_HOME"] = "/tmp" });
    }

    /// <summary>Runs a command line in a terminal.</summary>
    public static Task<Outcome> InTerminalAsync(string folder, string command, Dictionary<string, string> variables) => StartAsync("/usr/bin/script", ["-qec", command, "/dev/null"], folder, [], variables);

    private static async Task<Outcome> StartAsync(string program, string[] arguments, string folder, byte[] input, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

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
