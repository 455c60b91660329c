using System.Globalization;
using System.Net;

namespace MigrationGuard.Gate.Routing.Flags;

/// <summary>Asks the web server itself, at a location of the server that clients come to, which slot it would choose.</summary>
/// <param name="product">How people call it.</param>
/// <param name="address">The location.</param>
/// <param name="timeout">How long one answer may take.</param>
internal sealed class FlagStatus(string product, Uri address, TimeSpan timeout) : IDisposable
{
    private const int LongestAnswer = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // Every time on a new connection: an old one may still lead to a worker that is going.
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>What requests go by now.</summary>
    public async Task<FlagReading> ReadAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            // Header and body are two looks, and a change may come between them.
            var first = await AskAsync(limit.Token);
            if (first is FlagReading.Found)
            {
                return first;
            }

            await Task.Delay(Pause, limit.Token);
            return await AskAsync(limit.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new FlagReading.Failed($"{product} does not answer at {address}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FlagReading.Failed(string.Create(CultureInfo.InvariantCulture, $"{product} did not answer at {address} within {timeout.TotalSeconds:0.#} seconds"));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<FlagReading> AskAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.ConnectionClose = true;
        using var response = await _client.SendAsync(request, cancellation);
        var body = (await response.Content.ReadAsStringAsync(cancellation)).Trim();
        return response.StatusCode switch
        {
            HttpStatusCode.OK => Read(body, Header(response, "X-Slot"), Header(response, "X-Worker")),
            HttpStatusCode.Forbidden => new FlagReading.Failed($"{product} does not let us ask {address} (403): it is allowed for certain addresses, or its user may not read the files"),
            HttpStatusCode.NotFound => new FlagReading.Failed($"{product} knows nothing at {address} (404): its configuration needs that location, and its user has to reach the files"),
            var status => new FlagReading.Failed(string.Create(CultureInfo.InvariantCulture, $"{product} answered at {address} with status {(int)status}")),
        };
    }

    private FlagReading Read(string body, string? slot, string? worker) => SlotMark.Parse(body) switch
    {
        null => new FlagReading.Failed($"what {product} answers at {address} is not SLOT@GENERATION: {(body.Length > LongestAnswer ? body[..LongestAnswer] : body)}"),
        _ when slot is null => new FlagReading.Failed($"{product} answers at {address} without the header X-Slot"),
        var mark when mark.Slot != slot => new FlagReading.Failed($"{product} reads {mark} and chooses {slot}: does its configuration test the same folder, and remember no files?"),
        var mark => new FlagReading.Found(mark) { Worker = int.TryParse(worker, NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null },
    };

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
