using System.Diagnostics;
using System.Text.Json.Nodes;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Acceptance.Tests.Support;

/// <summary>Several real HAProxies in front of a shop, moved together.</summary>
internal sealed class Edges : IDisposable
{
    private readonly IReadOnlyList<HaProxyServer> _servers;

    public Edges(Shop shop, int count)
    {
        _servers = [.. Enumerable.Range(0, count).Select(_ => HaProxyServer.Launch(shop.Old.Server.Port, shop.New.Server.Port))];
        Configure(shop, "3s", "30s");
    }

    /// <summary>Configures the shop to move them: how long they may differ, and how long a lease counts.</summary>
    public void Configure(Shop shop, string budget, string lease) => shop.Configure(gate =>
    {
        gate["policy"]!["partialBudget"] = budget;
        gate["policy"]!["leaseDuration"] = lease;
        gate["router"] = new JsonObject
        {
            ["kind"] = "targets",
            ["frontDoor"] = new Uri(_servers[0].FrontDoor, "version").ToString(),
            ["frontDoorTimeout"] = "400ms",
            ["targets"] = new JsonArray([.. _servers.Select((server, i) => (JsonNode)new JsonObject([.. server.Section.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))])
            {
                ["name"] = $"edge-{i + 1}",
                ["frontDoor"] = new Uri(server.FrontDoor, "version").ToString(),
            })]),
        };
    });

    /// <summary>What one has stored: backend and generation.</summary>
    public string Stored(int edge) => File.ReadAllLines(_servers[edge].MapFile).Single(line => line.StartsWith("webshop ", StringComparison.Ordinal))["webshop ".Length..];

    /// <summary>What all of them have stored.</summary>
    public IReadOnlyList<string> AllStored => [.. _servers.Select((_, i) => Stored(i))];

    /// <summary>The version that one answers with; null when it does not answer.</summary>
    public async Task<string?> AnswersAsync(int edge)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        try
        {
            using var response = await client.GetAsync(new Uri(_servers[edge].FrontDoor, "version"));
            return response.Headers.TryGetValues("X-Release", out var values) ? values.Single() : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until one answers with a version.</summary>
    public async Task UntilAsync(int edge, string version)
    {
        for (var watch = Stopwatch.StartNew(); await AnswersAsync(edge) != version; await Task.Delay(10))
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), $"{version} does not answer at edge-{edge + 1}");
        }
    }

    /// <summary>Waits until one has stored something.</summary>
    public async Task UntilStoredAsync(int edge, string value)
    {
        for (var watch = Stopwatch.StartNew(); Stored(edge) != value; await Task.Delay(10))
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), $"edge-{edge + 1} does not store {value}");
        }
    }

    public void Stop(params int[] edges) => Array.ForEach(edges, edge => _servers[edge].Crash());

    public void Start(params int[] edges) => Array.ForEach(edges, edge => _servers[edge].Start());

    /// <summary>Keeps some from being changed, as another gate at work does, until it is disposed of.</summary>
    public IDisposable Lock(params int[] edges) => new Locks([.. edges.Select(edge => _servers[edge].Directory)]);

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Dispose();
        }
    }

    private sealed class Locks : IDisposable
    {
        private readonly List<Process> _holders = [];

        public Locks(IEnumerable<string> directories)
        {
            foreach (var directory in directories)
            {
                var holder = Process.Start(new ProcessStartInfo("flock", [directory, "sh", "-c", "echo locked; read -r _"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
                holder.StandardOutput.ReadLine();
                _holders.Add(holder);
            }
        }

        public void Dispose()
        {
            foreach (var holder in _holders)
            {
                holder.StandardInput.Close();
                holder.WaitForExit();
                holder.Dispose();
            }

            _holders.Clear();
        }
    }
}
