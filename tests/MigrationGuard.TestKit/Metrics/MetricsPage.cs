using System.Globalization;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Metrics;

/// <summary>A page of metrics in the form of Prometheus, on loopback; it counts while nobody looks.</summary>
public sealed class MetricsPage : IAsyncDisposable
{
    private readonly SmallServer _server;
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _steps = new(StringComparer.Ordinal);

    /// <summary>Starts it.</summary>
    public MetricsPage() => _server = new((_, _) => Task.FromResult(new SmallResponse(200, Text()) { Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain; version=0.0.4" } }));

    /// <summary>Where it listens.</summary>
    public int Port => _server.Port;

    /// <summary>Shows a series, e.g. <c>http_requests_total{slot="green"}</c>, that grows with every look.</summary>
    public void Set(string series, double value, double step = 0)
    {
        lock (_values)
        {
            (_values[series], _steps[series]) = (value, step);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string Text()
    {
        lock (_values)
        {
            foreach (var (series, step) in _steps)
            {
                _values[series] += step;
            }

            return string.Concat(_values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}\n")));
        }
    }
}
