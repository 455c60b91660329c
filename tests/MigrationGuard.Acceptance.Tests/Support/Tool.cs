using System.Diagnostics;
using MigrationGuard.TestKit;

namespace MigrationGuard.Acceptance.Tests.Support;

/// <summary>A running process of the built tool.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "migrationguard.dll");

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _arguments;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private Tool(Process process, string arguments)
    {
        (_process, _arguments) = (process, arguments);
        (_output, _error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Starts it in a folder, with a database.</summary>
    public static Tool Start(string folder, string connection, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder };
        start.Environment["MIGRATIONGUARD_CONNECTION"] = connection;
        start.Environment["NO_COLOR"] = "1";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new Tool(process, string.Join(' ', arguments));
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks it to end, as Ctrl-C does.</summary>
    public void Interrupt() => Interruption.Send(_process);

    /// <summary>Waits for its end.</summary>
    public async Task<ToolEnd> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"migrationguard {_arguments} did not end in {Limit}:\n{await _output}{await _error}");
        }

        return new ToolEnd(_arguments, _process.ExitCode, await _output, await _error);
    }

    /// <inheritdoc />
    public void Dispose() => _process.Dispose();
}
