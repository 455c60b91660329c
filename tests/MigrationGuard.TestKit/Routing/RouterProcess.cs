using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MigrationGuard.TestKit.Routing;

/// <summary>The process of a router. It ends with this process, however that ends, and its folder with it.</summary>
/// <param name="name">How people call it.</param>
/// <param name="folder">Its files; other users, under which its workers may run, can enter it.</param>
/// <param name="command">The program and its arguments.</param>
internal sealed class RouterProcess(string name, string folder, params string[] command)
{
    private const string Supervise = """
        "$@" </dev/null &
        server=$!
        while read -r word; do
          case $word in
            reload) kill -$RELOAD $server ;;
            stop) kill -$STOP $server; wait $server; exit ;;
          esac
        done
        kill -TERM $server; wait $server; rm -rf "$FOLDER"
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly List<string> _output = [];
    private Process? _process;

    /// <summary>The signal that makes it read its configuration again.</summary>
    public string ReloadSignal { get; init; } = "HUP";

    /// <summary>The signal that ends it at once.</summary>
    public string StopSignal { get; init; } = "TERM";

    /// <summary>Variables of its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A folder for a router.</summary>
    public static string NewFolder(string program)
    {
        var folder = Directory.CreateTempSubdirectory($"migrationguard-{program}-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        return folder;
    }

    /// <summary>Where a program is.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine.</exception>
    public static string Find(string program, string name) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"])
            .Select(place => Path.Combine(place, program))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"No {name} here. Run: dotnet cake --target=Servers, or install the package {program} (apt-get, dnf, apk or brew install {program}).");

    /// <summary>Starts it; returns when it answers.</summary>
    public void Start(Func<bool> answers)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Supervise, "router.sh", .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in Environment.Concat([new("RELOAD", ReloadSignal), new("STOP", StopSignal), new("FOLDER", folder)]))
        {
            start.Environment[variable] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Await(answers, "did not start");
    }

    /// <summary>Ends it at once; returns when it does not listen any more.</summary>
    public void Stop(int port)
    {
        Say("stop");
        _process?.WaitForExit(Limit);
        _process?.Dispose();
        _process = null;

        // The supervisor may be gone a moment before what it supervised.
        for (var watch = Stopwatch.StartNew(); Connects(port) && watch.Elapsed < Limit;)
        {
            Pause();
        }
    }

    /// <summary>Has it read its configuration again.</summary>
    public void SayReload() => Say("reload");

    /// <summary>Waits for something that it does.</summary>
    public void Await(Func<bool> done, string otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !done(); Pause())
        {
            if (watch.Elapsed > Limit || _process!.HasExited)
            {
                lock (_output)
                {
                    throw new InvalidOperationException($"{name} {otherwise}: {string.Join(System.Environment.NewLine, _output)}");
                }
            }
        }
    }

    /// <summary>Ends it and removes its folder.</summary>
    public void End(int port)
    {
        if (_process is not null)
        {
            Stop(port);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Whether somebody listens.</summary>
    public static bool Connects(int port)
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

    private static void Pause() => Task.Delay(10).GetAwaiter().GetResult();

    private void Say(string word)
    {
        _process!.StandardInput.Write(word + "\n");
        _process.StandardInput.Flush();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? "");
        }
    }
}
