using System.Text.Json;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Http;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Releases;

/// <summary>Two slots and a front door that goes where a file says; every answer comes out of the database.</summary>
internal sealed class WebShop : IDisposable
{
    private readonly Dictionary<string, string> _versions = [];
    private readonly List<SmallServer> _servers = [];
    private readonly string _connectionString;
    private readonly string _router;

    public WebShop(PostgresDatabase database, string router)
    {
        (_connectionString, _router) = (database.ConnectionString, router);
        Front = Listen(() => Slot);
    }

    public int Front { get; }

    public Dictionary<string, int> Ports { get; } = [];

    /// <summary>Whether the new version says who it is and nothing else.</summary>
    public bool Broken { get; set; }

    /// <summary>What every version answers; null for its own label.</summary>
    public string? Body { get; set; }

    /// <summary>The slot that has the traffic.</summary>
    public string Slot
    {
        get
        {
            using var document = JsonDocument.Parse(File.ReadAllText(_router));
            return document.RootElement.GetProperty("slot").GetString()!;
        }
    }

    /// <summary>Runs a version on a slot, in place of what is there.</summary>
    public void Deploy(string slot, string version)
    {
        if (!Ports.ContainsKey(slot))
        {
            Ports[slot] = Listen(() => slot);
        }

        _versions[slot] = version;
    }

    /// <inheritdoc />
    public void Dispose() => Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask())).GetAwaiter().GetResult();

    private int Listen(Func<string> slot)
    {
        var server = new SmallServer((request, cancellation) => AnswerAsync(request.Path, _versions[slot()], cancellation));
        _servers.Add(server);
        return server.Port;
    }

    private async Task<SmallResponse> AnswerAsync(string path, string version, CancellationToken cancellation)
    {
        if (Broken && path != "/version" && version.StartsWith("4.3", StringComparison.Ordinal))
        {
            return new SmallResponse(500, "") { Headers = new Dictionary<string, string> { ["X-Release"] = version, ["X-Sql-State"] = "42703" } };
        }

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { ApplicationName = "webshop-" + version }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM orders", connection);
        _ = await command.ExecuteScalarAsync(cancellation);
        return Body is { } body ? SmallServer.Named(version) with { Body = body } : SmallServer.Named(version);
    }
}
