using System.Globalization;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>What <c>show stat</c> says about backends.</summary>
/// <remarks>https://docs.haproxy.org/2.6/management.html#9.1: comma-separated, the first line names the columns.</remarks>
internal sealed class BackendStatistics(AdminSocket socket)
{
    private const string BackendRow = "1";
    private const string ServerRow = "2";

    /// <summary>The requests that a backend works on; null when they cannot be counted.</summary>
    public async Task<long?> InFlightAsync(string backend, CancellationToken cancellation)
    {
        var (rows, _) = await ReadAsync(backend, cancellation);
        return rows?.FirstOrDefault(row => row.Type == BackendRow)?.Sessions;
    }

    /// <summary>Why a backend cannot answer; null when it has a server that is up.</summary>
    public async Task<string?> ObstacleAsync(string backend, CancellationToken cancellation)
    {
        var (rows, reason) = await ReadAsync(backend, cancellation);
        if (rows is null)
        {
            return reason;
        }

        var servers = rows.Where(row => row.Type == ServerRow).ToArray();
        return servers switch
        {
            [] => $"HAProxy has no backend {backend} with a server in it",
            _ when servers.Any(server => server.IsUp) => null,
            _ => $"no server of backend {backend} is up: {string.Join(", ", servers.Select(server => $"{server.Name} is {server.Status}"))}",
        };
    }

    private async Task<(IReadOnlyList<Row>? Rows, string? Reason)> ReadAsync(string backend, CancellationToken cancellation) => await socket.AskAsync("show stat", cancellation) switch
    {
        AdminAnswer.Failed failed => (null, failed.Reason),
        AdminAnswer.Text text => Parse(text.Words, backend),
        _ => (null, null),
    };

    internal static (IReadOnlyList<Row>? Rows, string? Reason) Parse(string text, string backend)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines.Length > 0 ? lines[0].TrimStart('#', ' ').Split(',') : [];
        int Column(string name) => Array.IndexOf(columns, name);
        var (proxy, server, sessions, status, type) = (Column("pxname"), Column("svname"), Column("scur"), Column("status"), Column("type"));
        if (proxy < 0 || server < 0 || sessions < 0 || status < 0 || type < 0)
        {
            return (null, "HAProxy's statistics are not understood");
        }

        var rows = new List<Row>();
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            if (cells.Length > type && string.Equals(cells[proxy], backend, StringComparison.Ordinal))
            {
                rows.Add(new Row(cells[server], cells[type], cells[status], long.TryParse(cells[sessions], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null));
            }
        }

        return (rows, null);
    }

    /// <summary>A line.</summary>
    internal sealed record Row(string Name, string Type, string Status, long? Sessions)
    {
        /// <summary>Whether requests would be sent there; a server without health checks counts as up.</summary>
        public bool IsUp => Status.StartsWith("UP", StringComparison.Ordinal) || Status == "no check";
    }
}
