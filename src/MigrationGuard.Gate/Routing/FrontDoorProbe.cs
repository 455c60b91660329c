using System.Net.Http.Headers;

namespace MigrationGuard.Gate.Routing;

/// <summary>Asks through the front door, every time on a new connection: an old one may still lead to where the router was.</summary>
internal sealed class FrontDoorProbe(FrontDoorSettings settings) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The answers of a number of requests that are sent at the same time.</summary>
    public async Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, samples).Select(_ => AskAsync(cancellation)));
        var answered = answers.Where(answer => answer.Answered).ToArray();
        var releases = answered.Select(answer => answer.Release).Distinct(StringComparer.Ordinal).ToArray();
        return new ProbeResult(releases.Length == 1 ? releases[0] : null, answered.Length, samples - answered.Length) { Both = BothOf(releases) };
    }

    /// <summary>Two labels in order; null when there are more or fewer, or one that is none.</summary>
    public static (string First, string Second)? BothOf(IReadOnlyList<string?> releases) =>
        releases is [{ } one, { } other] ? string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one) : null;

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<(bool Answered, string? Release)> AskAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, settings.Address);
            request.Headers.ConnectionClose = true;
            request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            using var response = await _client.SendAsync(request, limit.Token);
            return (response.IsSuccessStatusCode, Release(response));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (false, null);
        }
    }

    private string? Release(HttpResponseMessage response) =>
        response.Headers.TryGetValues(settings.ReleaseHeader, out var values) && values.Distinct(StringComparer.Ordinal).ToArray() is [{ Length: > 0 } only] ? only : null;
}
