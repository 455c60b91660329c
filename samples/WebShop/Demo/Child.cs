using System.Diagnostics;

namespace WebShop.Demo;

/// <summary>A process that ends with this one, however that ends: a shell holds it and waits for the end of its standard input.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const string Holder = """
        trap '' INT
        "$@" </dev/null &
        child=$!
        while read -r _; do :; done
        kill "$child" 2>/dev/null
        wait "$child"
        """;

    private readonly Process _process;
    private readonly List<string> _said = [];

    private Child(Process process) => _process = process;

    /// <summary>The last lines that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said.TakeLast(10));
            }
        }
    }

    public static Child Start(IReadOnlyDictionary<string, string> variables, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Holder, "holder", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Layout.Shop,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var child = new Child(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            if (line is not null)
            {
                _said.Add(line);
            }
        }
    }
}
