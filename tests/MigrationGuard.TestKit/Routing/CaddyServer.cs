using System.Text.Json.Nodes;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Routing;

/// <summary>A real Caddy on loopback, with the configuration of docs/routers.md, resumed when it is started again. It ends with this process, however that ends.</summary>
public sealed class CaddyServer : IRouterServer
{
    private readonly int _bluePort;
    private readonly int _greenPort;
    private readonly RouterProcess _process;

    private CaddyServer(int bluePort, int greenPort, string block)
    {
        (_bluePort, _greenPort) = (bluePort, greenPort);
        Directory = RouterProcess.NewFolder("caddy");
        FrontDoor = new Uri($"http://{PublishedBlock.Loopback(FreePort.Find())}/");
        Admin = new Uri($"http://{PublishedBlock.Loopback(FreePort.Find())}/");
        File.WriteAllText(Configuration, PublishedBlock.Read(
            block,
            ("127.0.0.1:2019", PublishedBlock.Loopback(Admin.Port)),
            (":8080", PublishedBlock.Loopback(FrontDoor.Port)),
            ("127.0.0.1:5101", PublishedBlock.Loopback(bluePort)),
            ("127.0.0.1:5102", PublishedBlock.Loopback(greenPort))).Replace(PublishedBlock.Flags, Flags, StringComparison.Ordinal));
        _process = new RouterProcess("Caddy", Directory, RouterProcess.Find("caddy", "Caddy"), "run", "--config", Configuration, "--resume")
        {
            StopSignal = "KILL",
            Environment = new Dictionary<string, string> { ["HOME"] = Directory, ["XDG_CONFIG_HOME"] = Directory, ["XDG_DATA_HOME"] = Directory },
        };
    }

    /// <summary>Where its files are.</summary>
    public string Directory { get; }

    /// <summary>The configuration that it began with.</summary>
    public string Configuration => Path.Combine(Directory, "caddy.json");

    /// <summary>Where it stores its configuration.</summary>
    public string Autosave => Path.Combine(Directory, "caddy", "autosave.json");

    /// <summary>The folder of the flags.</summary>
    public string Flags => Path.Combine(Directory, "flags");

    /// <summary>What says which slot it would choose by a flag.</summary>
    public Uri Status => new(FrontDoor, "migrationguard");

    /// <summary>Its admin API.</summary>
    public Uri Admin { get; }

    /// <inheritdoc />
    public Uri FrontDoor { get; }

    /// <inheritdoc />
    public JsonObject Section => new()
    {
        ["kind"] = "caddy",
        ["admin"] = Admin.ToString(),
        ["id"] = "webshop",
        ["upstreams"] = new JsonObject { ["blue"] = PublishedBlock.Loopback(_bluePort), ["green"] = PublishedBlock.Loopback(_greenPort) },
        ["autosave"] = Autosave,
    };

    /// <summary>Starts one in front of two servers; slot blue gets the requests.</summary>
    /// <exception cref="InvalidOperationException">There is no Caddy on this machine, or it does not start.</exception>
    public static CaddyServer Launch(int bluePort, int greenPort)
    {
        var server = new CaddyServer(bluePort, greenPort, "json caddy");
        server.Start();
        return server;
    }

    /// <summary>Starts one that tests a file; slot blue gets the requests.</summary>
    /// <exception cref="InvalidOperationException">There is no Caddy on this machine, or it does not start.</exception>
    public static CaddyServer LaunchFlags(int bluePort, int greenPort)
    {
        var server = new CaddyServer(bluePort, greenPort, "json caddy flags");
        PublishedBlock.PrepareFlags(server.Flags);
        server.Start();
        return server;
    }

    /// <inheritdoc />
    public bool Keeps(string slot, int generation) => File.ReadAllText(Autosave).Contains($"\"defaults\":[\"{slot}\",\"{generation}\"]", StringComparison.Ordinal);

    /// <inheritdoc />
    public void Start() => _process.Start(() => RouterProcess.Connects(FrontDoor.Port) && RouterProcess.Connects(Admin.Port) && File.Exists(Autosave));

    /// <inheritdoc />
    public void Crash() => _process.Stop(FrontDoor.Port);

    /// <inheritdoc />
    public void Reload()
    {
        // What it keeps is read when it starts only.
        Crash();
        Start();
    }

    /// <inheritdoc />
    public void Dispose() => _process.End(FrontDoor.Port);
}
