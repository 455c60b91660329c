using System.Diagnostics;
using System.Net.WebSockets;

namespace MigrationGuard.TestKit.Browsing;

/// <summary>A Chromium without a window, spoken to by its own protocol.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Options =
    [
        "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
        "--remote-debugging-port=0", "about:blank",
    ];

    private readonly Process _process;
    private readonly string _profile;

    private Browser(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>The program; null where none is installed.</summary>
    public static string? Program => Programs.FirstOrDefault(File.Exists);

    private Uri Address { get; set; } = new("ws://127.0.0.1");

    /// <summary>Starts one.</summary>
    /// <exception cref="TimeoutException">It does not say where it listens.</exception>
    public static async Task<Browser> StartAsync(CancellationToken cancellation)
    {
        var profile = Directory.CreateTempSubdirectory("migrationguard-browser-").FullName;

        // Its sandbox does not work for root, nor in most containers; what is shown is a file of our own.
        var start = new ProcessStartInfo(Program ?? throw new FileNotFoundException("no Chromium is installed"), ["--no-sandbox", "--user-data-dir=" + profile, .. Options]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var browser = new Browser(Process.Start(start)!, profile);
        try
        {
            browser.Address = await ListeningAsync(browser._process, cancellation);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new page.</summary>
    public async Task<BrowserPage> OpenAsync(CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(Address, cancellation);
        return await BrowserPage.CreateAsync(socket, cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of it may still write there for a moment.
        }
    }

    private static async Task<Uri> ListeningAsync(Process process, CancellationToken cancellation)
    {
        const string mark = "DevTools listening on ";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith(mark, StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[mark.Length..]);
            }
        }

        throw new TimeoutException("the browser ended before it listened");
    }
}
