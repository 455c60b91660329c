using System.Net;
using System.Text.Json;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Releases;

/// <summary>Two slots and a front door that goes where a file says; every answer comes out of the database.</summary>
internal sealed class WebShop : IDisposable
{
    private readonly Dictionary<string, (HttpListener Listener, string Version)> _slots = [];
    private readonly string _connectionString;
    private readonly string _router;

    public WebShop(PostgresDatabase database, string router)
    {
        (_connectionString, _router) = (database.ConnectionString, router);
        Front = Listen(Answer);
    }

    public int Front { get; }

    public Dictionary<string, int> Ports { get; } = [];

    /// <summary>Whether the new version says who it is and nothing else.</summary>
    public bool Broken { get; set; }

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
            Ports[slot] = Listen(context => Answer(context, slot));
        }

        _slots[slot] = (_slots.GetValueOrDefault(slot).Listener, version);
    }

    /// <inheritdoc />
    public void Dispose() => _listeners.ForEach(listener => listener.Close());

    private readonly List<HttpListener> _listeners = [];

    private int Listen(Action<HttpListenerContext> answer)
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = Random.Shared.Next(20_000, 60_000);
            var listener = new HttpListener { Prefixes = { FormattableString.Invariant($"http://127.0.0.1:{port}/") } };
            try
            {
                listener.Start();
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                continue;
            }

            _listeners.Add(listener);
            _ = ServeAsync(listener, answer);
            return port;
        }
    }

    private static async Task ServeAsync(HttpListener listener, Action<HttpListenerContext> answer)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => answer(context));
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The shop closed.
        }
    }

    private void Answer(HttpListenerContext context) => Answer(context, Slot);

    private void Answer(HttpListenerContext context, string slot)
    {
        var version = _slots[slot].Version;
        using var response = context.Response;
        response.Headers["X-Release"] = version;
        if (Broken && context.Request.Url!.AbsolutePath != "/version" && version.StartsWith("4.3", StringComparison.Ordinal))
        {
            response.Headers["X-Sql-State"] = "42703";
            response.StatusCode = 500;
            return;
        }

        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { ApplicationName = "webshop-" + version }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT count(*) FROM orders", connection);
        _ = command.ExecuteScalar();
        response.StatusCode = 200;
    }
}
