using System.Globalization;
using System.Text;

namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>Caddy's admin API.</summary>
/// <remarks>https://caddyserver.com/docs/api</remarks>
internal sealed class CaddyAdmin(CaddySettings settings) : IDisposable
{
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 4 * 1024 * 1024,
    };

    /// <summary>Asks for a part of the configuration or of the state.</summary>
    public Task<CaddyAnswer> GetAsync(string path, CancellationToken cancellation) => SendAsync(() => Request(HttpMethod.Get, path), cancellation);

    /// <summary>Replaces an object, on condition that the configuration is still in a state.</summary>
    public Task<CaddyAnswer> PatchAsync(string path, string body, string? etag, CancellationToken cancellation) => SendAsync(
        () =>
        {
            var request = Request(HttpMethod.Patch, path);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", etag ?? "\"\"");
            return request;
        },
        cancellation);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(settings.Admin, path)) { Headers = { ConnectionClose = true } };

    private async Task<CaddyAnswer> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var request = create();
                    return await ReadAsync(request, limit.Token);
                }
                catch (Exception failure) when (failure is HttpRequestException or IOException)
                {
                    // Caddy restarts its admin API with every change, and cuts off whoever asks just then; a change that was made already is refused by its ETag.
                    if (attempt == Attempts)
                    {
                        return new CaddyAnswer.Failed($"Caddy's admin API does not answer at {settings.Admin}: {failure.Message}");
                    }
                }

                await Task.Delay(Pause, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CaddyAnswer.Failed(string.Create(CultureInfo.InvariantCulture, $"Caddy's admin API did not answer at {settings.Admin} within {settings.Timeout.TotalSeconds:0.#} seconds"));
        }
    }

    private async Task<CaddyAnswer> ReadAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await _client.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsStringAsync(cancellation);

        // Caddy computes it while it sends the body, and sends it behind that.
        var etag = response.TrailingHeaders.TryGetValues("ETag", out var values) || response.Headers.TryGetValues("ETag", out values) ? values.First() : null;
        return new CaddyAnswer.Answered(response.StatusCode, body, etag);
    }
}
