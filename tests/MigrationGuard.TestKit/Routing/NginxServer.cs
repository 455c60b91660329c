using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Routing;

/// <summary>A real nginx on loopback, with a configuration of docs/routers.md. It ends with this process, however that ends.</summary>
public sealed class NginxServer : IRouterServer
{
    private const string PublishedInclude = "/etc/nginx/migrationguard/webshop.conf";

    private readonly RouterProcess _process;

    private NginxServer(int bluePort, int greenPort, string block)
    {
        Directory = RouterProcess.NewFolder("nginx");
        FrontDoor = new Uri($"http://{PublishedBlock.Loopback(FreePort.Find())}/");
        System.IO.Directory.CreateDirectory(Flags);
        var places = $"""
            http {"{"}
                access_log off;
                client_body_temp_path {Directory}/body;
                proxy_temp_path {Directory}/proxy;
                fastcgi_temp_path {Directory}/fastcgi;
                uwsgi_temp_path {Directory}/uwsgi;
                scgi_temp_path {Directory}/scgi;
            """;
        File.WriteAllText(Configuration, $"pid {Directory}/nginx.pid;\nerror_log {Directory}/error.log;\ndaemon off;\n" + PublishedBlock.Read(
            block,
            ("http {", places),
            ("listen 8080", $"listen {PublishedBlock.Loopback(FrontDoor.Port)}"),
            ("127.0.0.1:5101", PublishedBlock.Loopback(bluePort)),
            ("127.0.0.1:5102", PublishedBlock.Loopback(greenPort)),
            block == "nginx" ? (PublishedBlock.Flags, Flags) : (PublishedInclude, Include)));
        _process = new RouterProcess("nginx", Directory, Program(), "-e", $"{Directory}/error.log", "-c", Configuration);
    }

    /// <summary>Where its files are.</summary>
    public string Directory { get; }

    /// <summary>Its configuration.</summary>
    public string Configuration => Path.Combine(Directory, "nginx.conf");

    /// <summary>The folder of the flags.</summary>
    public string Flags => Path.Combine(Directory, "flags");

    /// <summary>The included file of the form that is reloaded.</summary>
    public string Include => Path.Combine(Flags, "webshop.conf");

    /// <summary>What says which slot it would choose.</summary>
    public Uri Status => new(FrontDoor, "migrationguard");

    /// <inheritdoc />
    public Uri FrontDoor { get; }

    /// <inheritdoc />
    public JsonObject Section => new() { ["kind"] = "nginx", ["flags"] = Flags, ["status"] = Status.ToString() };

    /// <summary>Starts one that tests a file; slot blue gets the requests.</summary>
    /// <exception cref="InvalidOperationException">There is no nginx on this machine, or it does not start.</exception>
    public static NginxServer Launch(int bluePort, int greenPort)
    {
        var server = new NginxServer(bluePort, greenPort, "nginx");
        PublishedBlock.PrepareFlags(server.Flags);
        server.Start();
        return server;
    }

    /// <summary>Starts one that is reloaded; slot blue gets the requests.</summary>
    /// <exception cref="InvalidOperationException">There is no nginx on this machine, or it does not start.</exception>
    public static NginxServer LaunchReloaded(int bluePort, int greenPort)
    {
        var server = new NginxServer(bluePort, greenPort, "nginx reload");
        File.WriteAllText(server.Include, PublishedBlock.Read("nginx include"));
        server.Start();
        return server;
    }

    /// <summary>Where nginx is.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine.</exception>
    public static string Program() => RouterProcess.Find("nginx", "nginx");

    /// <inheritdoc />
    public bool Keeps(string slot, int generation) => new FileInfo(Path.Combine(Flags, "active")).LinkTarget == string.Create(CultureInfo.InvariantCulture, $"{slot}@{generation}");

    /// <inheritdoc />
    public void Start() => _process.Start(() => RouterProcess.Connects(FrontDoor.Port));

    /// <inheritdoc />
    public void Crash() => _process.Stop(FrontDoor.Port);

    /// <inheritdoc />
    public void Reload()
    {
        // nginx writes its master's first worker into no file; a new one has a new number.
        var before = Workers();
        _process.SayReload();
        _process.Await(() => Workers() is { Count: > 0 } now && !now.Overlaps(before), "did not reload");
    }

    /// <inheritdoc />
    public void Dispose() => _process.End(FrontDoor.Port);

    private HashSet<string> Workers()
    {
        var master = File.ReadAllText(Path.Combine(Directory, "nginx.pid")).Trim();
        using var list = Process.Start(new ProcessStartInfo("ps", ["-o", "pid=,args=", "--ppid", master]) { RedirectStandardOutput = true })!;
        var lines = list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Where(line => line.EndsWith("worker process", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0])];
    }
}
