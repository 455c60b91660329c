using System.Diagnostics;
using System.Globalization;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Metrics;

/// <summary>A real Prometheus on loopback that looks at one page every second. It ends with this process, however that ends.</summary>
public sealed class PrometheusServer : IDisposable
{
    // Standard input closes when the tests end.
    private const string Supervise = """
        "$@" </dev/null &
        server=$!
        while read -r word; do :; done
        kill -KILL $server; wait $server
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("migrationguard-prometheus-").FullName;
    private readonly List<string> _output = [];
    private readonly Process _process;

    private PrometheusServer(int target, int port)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        var configuration = Path.Combine(_directory, "prometheus.yml");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: shop
                static_configs: [{ targets: ["127.0.0.1:{{target}}"] }]
            """));
        _process = Process.Start(new ProcessStartInfo("/bin/sh",
        [
            "-c", Supervise, "prometheus.sh", Program(), $"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_directory, "data")}",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its root.</summary>
    public Uri Address { get; }

    /// <summary>Starts one; returns when it has looked at the page twice.</summary>
    /// <param name="target">The port of the page.</param>
    /// <exception cref="InvalidOperationException">There is no Prometheus on this machine, or it does not start.</exception>
    public static async Task<PrometheusServer> LaunchAsync(int target)
    {
        var server = new PrometheusServer(target, FreePort.Find());
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); !await server.HasLookedAsync(client);)
        {
            if (watch.Elapsed > Limit || server._process.HasExited)
            {
                throw new InvalidOperationException($"Prometheus did not start: {server.Output()}");
            }

            await Task.Delay(100);
        }

        return server;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(Limit);
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Program() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"])
            .Select(folder => Path.Combine(folder, "prometheus"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No Prometheus here. Run: dotnet cake --target=Servers, or install the package prometheus (apt-get, dnf or brew install prometheus).");

    private async Task<bool> HasLookedAsync(HttpClient client)
    {
        try
        {
            return (await client.GetStringAsync(new Uri(Address, "api/v1/query?query=count_over_time(up[1m])%20%3E=%202"))).Contains("\"value\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return string.Join(Environment.NewLine, _output);
        }
    }
}
