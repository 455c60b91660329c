using System.Diagnostics;
using System.Globalization;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit;

/// <summary>A throw-away cluster of local binaries; it ends with this process, however that ends.</summary>
internal sealed class LocalCluster : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalCluster(PostgresBinaries binaries, int port, string[] options)
    {
        _process = new Process { StartInfo = StartInfo(binaries, port, options), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetResult(false);
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");
    }

    public string ConnectionString { get; }

    public static string Start(PostgresBinaries binaries, params string[] options)
    {
        var cluster = Launch(binaries, options) ?? Launch(binaries, options);
        return cluster?.ConnectionString ?? throw new InvalidOperationException($"PostgreSQL {binaries.Version} in {binaries.Directory} did not start.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    // The free port may be taken between the question and the start, hence null and a second try.
    private static LocalCluster? Launch(PostgresBinaries binaries, string[] options)
    {
        var cluster = new LocalCluster(binaries, FreePort.Find(), options);
        cluster._process.Start();
        cluster._process.BeginOutputReadLine();
        cluster._process.BeginErrorReadLine();
        if (cluster._ready.Task.Wait(StartLimit) && cluster._ready.Task.GetAwaiter().GetResult())
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
            return cluster;
        }

        cluster.Dispose();
        lock (cluster._output)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, cluster._output));
        }

        return null;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (!_ready.Task.IsCompleted)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }

        // Behind the second one the server writes into files, and is ready soon.
        if (line.Contains("ready to accept connections", StringComparison.Ordinal) || line.Contains("redirecting log output", StringComparison.Ordinal))
        {
            _ready.TrySetResult(true);
        }
        else if (line.Contains("FATAL:", StringComparison.Ordinal))
        {
            _ready.TrySetResult(false);
        }
    }

    private static ProcessStartInfo StartInfo(PostgresBinaries binaries, int port, string[] options)
    {
        var script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cluster.sh"));
        string[] command = ["sh", "-c", script, "cluster.sh", ServerAccount.Readable(binaries.Directory), port.ToString(CultureInfo.InvariantCulture), .. options];
        command = [.. ServerAccount.Prefix, .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
