using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Routing;

/// <summary>A real HAProxy on loopback, with the configuration of docs/routers.md. It ends with this process, however that ends.</summary>
public sealed partial class HaProxyServer : IRouterServer
{
    private readonly RouterProcess _process;

    private HaProxyServer(int bluePort, int greenPort, (string Line, bool Weighted) defaults)
    {
        Directory = RouterProcess.NewFolder("haproxy");
        FrontDoor = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}/"));
        AdminPort = FreePort.Find();
        File.WriteAllText(MapFile, "# which backend serves what\nadmin be_admin\n\nwebshop be_blue\n");
        File.WriteAllText(Configuration, Published(defaults.Weighted)
            .Replace("/run/haproxy/admin.sock mode 660 level admin", string.Create(CultureInfo.InvariantCulture, $"{Socket} level admin\n    stats socket ipv4@127.0.0.1:{AdminPort} level admin"), StringComparison.Ordinal)
            .Replace("timeout check 2s\n", $"timeout check 10s\n    {defaults.Line}\n", StringComparison.Ordinal)
            .Replace("/etc/haproxy/webshop.map", MapFile, StringComparison.Ordinal)
            .Replace("bind :8080", string.Create(CultureInfo.InvariantCulture, $"bind 127.0.0.1:{FrontDoor.Port}"), StringComparison.Ordinal)
            .Replace("127.0.0.1:5101", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{bluePort}"), StringComparison.Ordinal)
            .Replace("127.0.0.1:5102", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{greenPort}"), StringComparison.Ordinal));
        _process = new RouterProcess("HAProxy", Directory, Program(), "-W", "-db", "-f", Configuration) { ReloadSignal = "USR2" };
    }

    /// <summary>Where its files are.</summary>
    public string Directory { get; }

    /// <summary>The file of its map.</summary>
    public string MapFile => Path.Combine(Directory, "webshop.map");

    /// <summary>Its configuration.</summary>
    public string Configuration => Path.Combine(Directory, "haproxy.cfg");

    /// <summary>Its admin socket as a path.</summary>
    public string Socket => Path.Combine(Directory, "admin.sock");

    /// <summary>Its admin socket on loopback.</summary>
    public int AdminPort { get; }

    /// <inheritdoc />
    public Uri FrontDoor { get; }

    /// <inheritdoc />
    public JsonObject Section => new()
    {
        ["kind"] = "haproxy",
        ["socket"] = Socket,
        ["map"] = MapFile,
        ["key"] = "webshop",
        ["backends"] = new JsonObject { ["blue"] = "be_blue", ["green"] = "be_green" },
    };

    /// <summary>Starts one in front of two servers; slot blue gets the requests.</summary>
    /// <param name="bluePort">The port of the one.</param>
    /// <param name="greenPort">The port of the other.</param>
    /// <param name="defaults">A further line of the section defaults.</param>
    /// <exception cref="InvalidOperationException">There is no HAProxy on this machine, or it does not start.</exception>
    public static HaProxyServer Launch(int bluePort, int greenPort, string defaults = "")
    {
        var server = new HaProxyServer(bluePort, greenPort, (defaults, false));
        server.Start();
        return server;
    }

    /// <summary>Starts one that can divide the traffic.</summary>
    /// <param name="bluePort">The port of the one.</param>
    /// <param name="greenPort">The port of the other.</param>
    /// <exception cref="InvalidOperationException">There is no HAProxy on this machine, or it does not start.</exception>
    public static HaProxyServer LaunchWeighted(int bluePort, int greenPort)
    {
        var server = new HaProxyServer(bluePort, greenPort, ("", true));
        server.Start();
        return server;
    }

    /// <summary>Where HAProxy is.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine.</exception>
    public static string Program() => RouterProcess.Find("haproxy", "HAProxy");

    /// <inheritdoc />
    public bool Keeps(string slot, int generation) => File.ReadAllText(MapFile).Contains(string.Create(CultureInfo.InvariantCulture, $"webshop be_{slot}@{generation}\n"), StringComparison.Ordinal);

    /// <inheritdoc />
    public void Start()
    {
        File.Delete(Socket);
        _process.Start(() => RouterProcess.Connects(FrontDoor.Port) && Worker() is not null && File.Exists(Socket));
    }

    /// <inheritdoc />
    public void Crash() => _process.Stop(AdminPort);

    /// <inheritdoc />
    public void Reload()
    {
        var before = Worker();
        var said = new Stopwatch();
        _process.Await(() => Enumerable.Range(0, 3).All(_ => Worker() is { } worker && worker != before) || SayAgain(), "did not reload");

        // HAProxy's master misses a signal while it is itself just being started.
        bool SayAgain()
        {
            if (!said.IsRunning || said.Elapsed > TimeSpan.FromMilliseconds(300))
            {
                said.Restart();
                _process.SayReload();
            }

            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _process.End(AdminPort);

    // The first snippet is the whole configuration, the second one what it says instead of use_backend where traffic is divided.
    private static string Published(bool weighted)
    {
        var snippets = Snippet().Matches(File.ReadAllText(RepositoryFiles.Path("docs", "routers.md")));
        var (whole, divided) = (snippets[0].Groups[1].Value, snippets[1].Groups[1].Value);
        return weighted ? Single().Replace(whole, divided.Replace("$", "$$", StringComparison.Ordinal)) : whole;
    }

    // The process that answers; null while none does.
    private string? Worker()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, AdminPort);
            using var stream = client.GetStream();
            stream.Write("show info\n"u8);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Split('\n').FirstOrDefault(line => line.StartsWith("Pid:", StringComparison.Ordinal));
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return null;
        }
    }

    [GeneratedRegex("    use_backend .*\n")]
    private static partial Regex Single();

    [GeneratedRegex("```haproxy\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
