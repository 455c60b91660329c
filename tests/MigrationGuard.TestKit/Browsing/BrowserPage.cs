using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MigrationGuard.TestKit.Browsing;

/// <summary>A page of a browser.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];
    private readonly SemaphoreSlim _loaded = new(0);
    private Task _reading = Task.CompletedTask;
    private string? _session;
    private int _number;

    private BrowserPage(ClientWebSocket socket) => _socket = socket;

    /// <summary>What the page wrote to the console, its errors, and what its policy refused.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>The addresses that it asked for.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_complaints)
            {
                return [.. _requests];
            }
        }
    }

    internal static async Task<BrowserPage> CreateAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        var page = new BrowserPage(socket);
        page._reading = Task.Run(page.ReadAsync, CancellationToken.None);
        var target = (await page.SendAsync("Target.createTarget", new() { ["url"] = "about:blank" }, cancellation)).GetProperty("targetId").GetString();
        page._session = (await page.SendAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }, cancellation)).GetProperty("sessionId").GetString();
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await page.SendAsync(domain + ".enable", [], cancellation);
        }

        return page;
    }

    /// <summary>Shows a file, in a window of a size and with a colour scheme, <c>light</c> or <c>dark</c>.</summary>
    public async Task ShowAsync(string file, (int Width, int Height) window, string scheme, CancellationToken cancellation)
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = window.Width, ["height"] = window.Height, ["deviceScaleFactor"] = 1, ["mobile"] = false }, cancellation);
        await MediaAsync("", scheme, cancellation);
        await SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri }, cancellation);
        if (!await _loaded.WaitAsync(TimeSpan.FromSeconds(30), cancellation))
        {
            throw new TimeoutException($"{file} was not loaded");
        }
    }

    /// <summary>Lays the page out for paper or for a screen again.</summary>
    /// <param name="media"><c>print</c>, or nothing.</param>
    /// <param name="scheme"><c>light</c> or <c>dark</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task MediaAsync(string media, string scheme, CancellationToken cancellation) => SendAsync(
        "Emulation.setEmulatedMedia",
        new() { ["media"] = media, ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) },
        cancellation);

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonElement> AskAsync(string expression, CancellationToken cancellation)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true }, cancellation);
        return answer.TryGetProperty("exceptionDetails", out var wrong) ? throw new InvalidOperationException(wrong.GetRawText()) : answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>A picture of all of the page, as PNG.</summary>
    public async Task<byte[]> PictureAsync(CancellationToken cancellation) =>
        (await SendAsync("Page.captureScreenshot", new() { ["format"] = "png", ["captureBeyondViewport"] = true }, cancellation)).GetProperty("data").GetBytesFromBase64();

    /// <summary>A picture of the upper part of the page, as PNG.</summary>
    public async Task<byte[]> PictureAsync((int Width, int Height) size, double scale, CancellationToken cancellation)
    {
        var clip = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = size.Width, ["height"] = size.Height, ["scale"] = scale };
        return (await SendAsync("Page.captureScreenshot", new() { ["format"] = "png", ["captureBeyondViewport"] = true, ["clip"] = clip }, cancellation)).GetProperty("data").GetBytesFromBase64();
    }

    /// <summary>The page on A4, as PDF, with the margins that the page asks for.</summary>
    public async Task<byte[]> PrintAsync(CancellationToken cancellation) =>
        (await SendAsync("Page.printToPDF", new() { ["preferCSSPageSize"] = true, ["printBackground"] = false }, cancellation)).GetProperty("data").GetBytesFromBase64();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _end.Dispose();
        _loaded.Dispose();
    }

    private async Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _number);
        var answer = _asked[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = number, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
        {
            message["sessionId"] = _session;
        }

        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellation);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    using var read = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
                    Take(read.RootElement.Clone());
                    message.SetLength(0);
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException or JsonException)
        {
            foreach (var waiting in _asked.Values)
            {
                waiting.TrySetException(new IOException("the browser does not answer any more", failure));
            }
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id) && _asked.TryRemove(id.GetInt32(), out var waiting))
        {
            _ = message.TryGetProperty("result", out var result) ? waiting.TrySetResult(result) : waiting.TrySetException(new InvalidOperationException(message.GetRawText()));
            return;
        }

        switch (message.TryGetProperty("method", out var method) ? method.GetString() : null)
        {
            case "Page.loadEventFired":
                _loaded.Release();
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded":
                Keep(_complaints, message.GetProperty("params").GetRawText());
                break;
            case "Network.requestWillBeSent":
                Keep(_requests, message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }

    private void Keep(List<string> list, string text)
    {
        lock (_complaints)
        {
            list.Add(text);
        }
    }
}
