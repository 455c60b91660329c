using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MigrationGuard.Cli.Hooks;

namespace MigrationGuard.Cli.Tests.Hooks;

/// <summary>The server of hooks with a gate that answers what a test says.</summary>
internal sealed class HookFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HookListener _listener;
    private readonly Task _running;
    private readonly HttpClient _client = new();

    public HookFixture(string? secret = null, TimeSpan? limit = null)
    {
        _listener = new HookListener(new IPEndPoint(IPAddress.Loopback, 0), new HookService { Judge = (subject, cancellation) => Judge(subject, cancellation), Limit = limit ?? TimeSpan.FromSeconds(8), Secret = secret, Log = Said.Add });
        _running = _listener.RunAsync(_stop.Token);
        _client.BaseAddress = new Uri($"http://{_listener.Place}");
    }

    public Func<HookSubject, CancellationToken, Task<HookVerdict>> Judge { get; set; } = (subject, _) => Task.FromResult(new HookVerdict(ExitCode.Yes, $"{subject.Question}"));

    public List<string> Said { get; } = [];

    public void Answer(ExitCode answer, string state = "ready") => Judge = (_, _) => Task.FromResult(new HookVerdict(answer, "because") { Release = "shop-4.3.0", State = state });

    public async Task<(int Status, JsonObject Body)> AskAsync(string target, string? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, target);
        request.Content = body is null ? null : new StringContent(body);
        if (token is not null)
        {
            request.Headers.Add(HookService.SecretHeader, token);
        }

        using var response = await _client.SendAsync(request);
        return ((int)response.StatusCode, (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Sends bytes, and gives the first line of the answer; empty when there is none.</summary>
    public async Task<string> RawAsync(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_listener.Place);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        try
        {
            return (await reader.ReadToEndAsync()).Split('\n')[0].TrimEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _client.Dispose();
        _stop.Dispose();
    }
}
