using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Routing;

/// <summary>A real HAProxy on loopback, with the configuration of docs/routers.md. It ends with this process, however that ends.</summary>
public sealed partial class HaProxyServer : IDisposable
{
    private const string Supervise = """
        "$1" -W -db -f "$2" </dev/null &
        server=$!
        while read -r word; do
          case $word in
            reload) kill -USR2 $server ;;
            stop) kill -TERM $server; wait $server; exit ;;
          esac
        done
        kill -TERM $server; wait $server; rm -rf "$(dirname "$2")"
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _program;
    private readonly List<string> _output = [];
    private Process? _process;

    private HaProxyServer(string program, int bluePort, int greenPort, string defaults)
    {
        _program = program;
        Directory = System.IO.Directory.CreateTempSubdirectory("migrationguard-haproxy-").FullName;
        FrontDoor = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}/"));
        AdminPort = FreePort.Find();
        File.WriteAllText(MapFile, "# which backend serves what\nadmin be_admin\n\nwebshop be_blue\n");
        File.WriteAllText(Configuration, Published()
            .Replace("/run/haproxy/admin.sock mode 660 level admin", string.Create(CultureInfo.InvariantCulture, $"{Socket} level admin\n    stats socket ipv4@127.0.0.1:{AdminPort} level admin"), StringComparison.Ordinal)
            .Replace("timeout check 2s\n", $"timeout check 10s\n    {defaults}\n", StringComparison.Ordinal)
            .Replace("/etc/haproxy/webshop.map", MapFile, StringComparison.Ordinal)
            .Replace("bind :8080", string.Create(CultureInfo.InvariantCulture, $"bind 127.0.0.1:{FrontDoor.Port}"), StringComparison.Ordinal)
            .Replace("127.0.0.1:5101", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{bluePort}"), StringComparison.Ordinal)
            .Replace("127.0.0.1:5102", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{greenPort}"), StringComparison.Ordinal));
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

    /// <summary>Where clients come in.</summary>
    public Uri FrontDoor { get; }

    /// <summary>Starts one in front of two servers; slot blue gets the requests.</summary>
    /// <param name="bluePort">The port of the one.</param>
    /// <param name="greenPort">The port of the other.</param>
    /// <param name="defaults">A further line of the section defaults.</param>
    /// <exception cref="InvalidOperationException">There is no HAProxy on this machine, or it does not start.</exception>
    public static HaProxyServer Launch(int bluePort, int greenPort, string defaults = "")
    {
        var server = new HaProxyServer(Program(), bluePort, greenPort, defaults);
        server.Start();
        return server;
    }

    /// <summary>Where HAProxy is.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine.</exception>
    public static string Program() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"])
            .Select(folder => Path.Combine(folder, "haproxy"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No HAProxy here. Run: dotnet cake --target=Servers, or install the package haproxy (apt-get, dnf, apk or brew install haproxy).");

    /// <summary>Starts it again after <see cref="Stop"/>.</summary>
    public void Start()
    {
        File.Delete(Socket);
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Supervise, "haproxy.sh", _program, Configuration])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Await(() => Connects(FrontDoor.Port) && Worker() is not null && File.Exists(Socket), "did not start");
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public void Stop()
    {
        Say("stop");
        _process?.WaitForExit(Limit);
        _process?.Dispose();
        _process = null;

        // The supervisor may be gone a moment before what it supervised.
        for (var watch = Stopwatch.StartNew(); Connects(AdminPort) && watch.Elapsed < Limit;)
        {
            Pause();
        }
    }

    /// <summary>Has it read its configuration and its map again; returns when the new worker has taken over.</summary>
    public void Reload()
    {
        var before = Worker();
        var said = new Stopwatch();
        Await(() => Enumerable.Range(0, 3).All(_ => Worker() is { } worker && worker != before) || SayAgain(), "did not reload");

        // HAProxy's master misses a signal while it is itself just being started.
        bool SayAgain()
        {
            if (!said.IsRunning || said.Elapsed > TimeSpan.FromMilliseconds(300))
            {
                said.Restart();
                Say("reload");
            }

            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_process is not null)
        {
            Stop();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static string Published() => Snippet().Match(File.ReadAllText(RepositoryFiles.Path("docs", "routers.md"))).Groups[1].Value;

    private void Say(string word)
    {
        _process!.StandardInput.Write(word + "\n");
        _process.StandardInput.Flush();
    }

    private void Await(Func<bool> done, string otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !done(); Pause())
        {
            if (watch.Elapsed > Limit || _process!.HasExited)
            {
                lock (_output)
                {
                    throw new InvalidOperationException($"HAProxy {otherwise}: {string.Join(Environment.NewLine, _output)}");
                }
            }
        }
    }

    private static void Pause() => Task.Delay(10).GetAwaiter().GetResult();

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
        }
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

    private static bool Connects(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex("```haproxy\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
