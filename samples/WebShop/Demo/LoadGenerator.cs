using System.Diagnostics;
using System.Text.Json;

namespace WebShop.Demo;

/// <summary>The process that makes traffic.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private readonly Process _process;

    private LoadGenerator(Process process) => _process = process;

    public static LoadGenerator Start(string frontDoor)
    {
        var start = new ProcessStartInfo("dotnet", [Layout.Load, frontDoor, "6", "40"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new LoadGenerator(Process.Start(start)!);
    }

    /// <summary>What became of the requests so far.</summary>
    public async Task<Traffic> CountAsync(CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync(cancellation);
        return await ReadAsync(cancellation);
    }

    /// <summary>Ends the traffic and waits for the last answers.</summary>
    public async Task<Traffic> EndAsync(CancellationToken cancellation)
    {
        _process.StandardInput.Close();
        var traffic = await ReadAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return traffic;
    }

    public ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Traffic> ReadAsync(CancellationToken cancellation)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellation) ?? throw new StoryException("The load generator ended.");
        return JsonSerializer.Deserialize<Traffic>(line, JsonSerializerOptions.Web)!;
    }
}
