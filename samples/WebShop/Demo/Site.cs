using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MigrationGuard.TestKit;

namespace WebShop.Demo;

/// <summary>The processes of the shop and their folder; nothing of it is left afterwards.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] HaProxies = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/opt/homebrew/bin/haproxy"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Dictionary<string, Child> _slots = [];
    private readonly int[] _ports = Ports.Free(5);
    private Child? _router;

    public Site(int major)
    {
        Server = PostgresServer.Get(major);
        Shop = new Database(Server);
        Tested = new Database(Server);
        Tested.Apply("4.3/expand/001_add_handle.sql");
        Tested.Apply("4.3/expand/002_fill_handle.sql");
        Folder = Directory.CreateTempSubdirectory("webshop-demo-").FullName;
    }

    public string Folder { get; }

    public PostgresServer Server { get; }

    /// <summary>The database that both versions share.</summary>
    public Database Shop { get; }

    /// <summary>The database on which 4.3 was tested.</summary>
    public Database Tested { get; }

    public string FrontDoor => Address(_ports[0]);

    public int Blue => _ports[1];

    public int Green => _ports[2];

    /// <summary>A port for an instance beside the release.</summary>
    public int Aside => _ports[3];

    /// <summary>Another one.</summary>
    public int AsideToo => _ports[4];

    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["MIGRATIONGUARD_CONFIG"] = Path.Combine(Folder, "migrationguard.json"),
        ["MIGRATIONGUARD_AS"] = "ada",
        ["MIGRATIONGUARD_CONNECTION"] = Shop.ForAdmin,
        ["TEST_DATABASE"] = Tested.ForAdmin,
        ["WEBSHOP_CONNECTION"] = Tested.ForApp,
        ["WEBSHOP_CONFIGURATION"] = Layout.Configuration,
        ["NO_COLOR"] = "1",
    };

    /// <summary>A text without what differs from run to run: folders and ports have names.</summary>
    public string Readable(string text)
    {
        text = text.Replace(Folder, "$WORK", StringComparison.Ordinal).Replace(Layout.Shop + "/", "", StringComparison.Ordinal);
        return text.Replace(Address(Blue), "http://blue", StringComparison.Ordinal).Replace(Address(Green), "http://green", StringComparison.Ordinal).Replace(FrontDoor, "http://shop", StringComparison.Ordinal);
    }

    public async Task StartRouterAsync(CancellationToken cancellation)
    {
        WriteConfiguration("migrationguard.json", "migrations/4.3/expand");
        WriteConfiguration("naive.json", "migrations/4.3/naive");
        await File.WriteAllTextAsync(Map, "webshop be_blue@1\n", cancellation);
        var configuration = await File.ReadAllTextAsync(Path.Combine(Layout.Shop, "haproxy.cfg"), cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "haproxy.cfg"),
            configuration
                .Replace("SOCKET", Socket, StringComparison.Ordinal)
                .Replace("map(MAP)", $"map({Map})", StringComparison.Ordinal)
                .Replace(":FRONT", ":" + Text(_ports[0]), StringComparison.Ordinal)
                .Replace(":BLUE", ":" + Text(Blue), StringComparison.Ordinal)
                .Replace(":GREEN", ":" + Text(Green), StringComparison.Ordinal),
            cancellation);
        _router = Child.Start(new Dictionary<string, string>(), HaProxy(), "-db", "-q", "-f", Path.Combine(Folder, "haproxy.cfg"));
        using var client = new ShopClient(_ports[0]);
        if (!await client.IsReadyAsync(Patience, cancellation))
        {
            throw new StoryException($"HAProxy does not answer.\n{_router.Said}");
        }
    }

    /// <summary>Starts a version in a slot and waits until it is ready.</summary>
    public async Task StartAsync(string slot, string release, string? fault, CancellationToken cancellation) =>
        _slots[slot] = await StartAsync(new Instance(slot == "blue" ? Blue : Green, $"webshop-{slot}", release, Shop.ForApp, fault), cancellation);

    public async Task StopAsync(string slot)
    {
        if (_slots.Remove(slot, out var child))
        {
            await child.DisposeAsync();
        }
    }

    /// <summary>Starts a version anywhere and waits until it is ready.</summary>
    public static async Task<Child> StartAsync(Instance instance, CancellationToken cancellation)
    {
        var variables = new Dictionary<string, string>
        {
            ["WEBSHOP_CONNECTION"] = instance.Connection,
            ["WEBSHOP_APPLICATION_NAME"] = instance.ApplicationName,
            ["WEBSHOP_RELEASE"] = instance.Release,
            ["WEBSHOP_BREAK"] = instance.Fault ?? "",
            ["ASPNETCORE_URLS"] = Address(instance.Port),
        };
        var child = Child.Start(variables, "dotnet", Layout.App(instance.Release));
        using var client = new ShopClient(instance.Port);
        if (await client.IsReadyAsync(Patience, cancellation))
        {
            return child;
        }

        await child.DisposeAsync();
        throw new StoryException($"{instance.Release} does not get ready.\n{child.Said}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in _slots.Values.Append(_router).OfType<Child>())
        {
            await child.DisposeAsync();
        }

        try
        {
            Shop.Dispose();
            Tested.Dispose();
            await Database.ForgetRoleAsync(Server);
        }
        finally
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private string Socket => Path.Combine(Folder, "haproxy.sock");

    private string Map => Path.Combine(Folder, "webshop.map");

    // The shop's own configuration, with the addresses and paths of this run.
    private void WriteConfiguration(string file, string expand)
    {
        var configuration = JsonNode.Parse(File.ReadAllText(Path.Combine(Layout.Shop, "migrationguard.json")))!;
        configuration.AsObject().Remove("$schema");
        var gate = configuration["gate"]!;
        gate["slots"]!["blue"]!["url"] = Address(Blue);
        gate["slots"]!["green"]!["url"] = Address(Green);
        gate["router"]!["socket"] = Socket;
        gate["router"]!["map"] = Map;
        gate["router"]!["frontDoor"] = FrontDoor + "/version";
        gate["expand"]!["migrations"] = Path.Combine(Layout.Shop, expand);
        gate["contract"]!["migrations"] = Path.Combine(Layout.Shop, "migrations/4.3/contract");
        var tests = Layout.Tests("4.2.0").Replace("/4.2/", "/${MIGRATIONGUARD_VERSION%.*}/", StringComparison.Ordinal).Replace("V42", "V$(echo ${MIGRATIONGUARD_VERSION%.*} | tr -d .)", StringComparison.Ordinal);
        var suite = gate["suites"]![0]!;
        suite["command"] = suite["command"]!.GetValue<string>().Replace("${MIGRATIONGUARD_VERSION%.*}/Tests\" --no-build", tests + "\"", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Folder, file), configuration.ToJsonString(Indented));
    }

    private static string HaProxy() => HaProxies.FirstOrDefault(File.Exists) ?? "haproxy";

    private static string Address(int port) => "http://127.0.0.1:" + Text(port);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
