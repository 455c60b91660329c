using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>Asks a Prometheus for one number.</summary>
/// <param name="client">Sends; it follows no redirection, for a token would go along.</param>
/// <param name="time">The clock.</param>
internal sealed class PrometheusCall(HttpClient client, TimeProvider time)
{
    private const int Longest = 1 << 20;

    /// <summary>The number; unclear where a sample that it is made of is older than the window.</summary>
    /// <param name="server">The address.</param>
    /// <param name="token">The bearer token; null for none.</param>
    /// <param name="query">The query without placeholders.</param>
    /// <param name="limits">The window, and how long to wait.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<QueryAnswer> AskAsync(Uri server, string? token, string query, (TimeSpan Window, TimeSpan Timeout) limits, CancellationToken cancellation)
    {
        var answer = await SendAsync((server, token), query, limits.Timeout, cancellation);
        if (answer is not QueryAnswer.Number)
        {
            return answer;
        }

        foreach (var selector in PromQl.Instants(query))
        {
            var age = await SendAsync((server, token), $"time() - min(timestamp({selector}))", limits.Timeout, cancellation);
            if (age is QueryAnswer.Number { Value: var seconds } && seconds > limits.Window.TotalSeconds)
            {
                return new QueryAnswer.Unclear(FormattableString.Invariant($"a sample of {PlainText.Head(selector, 80)} is {seconds:0.#} s old, older than the window of {limits.Window.TotalSeconds:0.###} s"));
            }

            if (age is QueryAnswer.Silent or QueryAnswer.Unclear)
            {
                return age;
            }
        }

        return answer;
    }

    /// <summary>Whether the server has scraped anything twice within the window: where it has not, that there is no value tells nothing.</summary>
    public async Task<bool> ScrapesAsync(Uri server, string? token, (TimeSpan Window, TimeSpan Timeout) limits, CancellationToken cancellation) =>
        await SendAsync((server, token), $"max(count_over_time(up[{PromQl.Duration(limits.Window)}]))", limits.Timeout, cancellation) is QueryAnswer.Number { Value: >= 2 };

    private async Task<QueryAnswer> SendAsync((Uri Address, string? Token) server, string query, TimeSpan timeout, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/v1/query")
            {
                Content = new FormUrlEncodedContent([new("query", query), new("timeout", string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(timeout.TotalMilliseconds):0}ms"))]),
            };
            request.Headers.Authorization = server.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await BodyAsync(response.Content, either.Token) is { } body ? PrometheusAnswer.Read((int)response.StatusCode, body) : new QueryAnswer.Unclear("its answer is longer than 1 MB; a query of one value has a short one");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new QueryAnswer.Silent(FormattableString.Invariant($"it did not answer within {timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidOperationException or FormatException)
        {
            return new QueryAnswer.Silent($"it does not answer: {PlainText.Head(PlainText.Of(failure.InnerException?.Message ?? failure.Message), 200)}");
        }
    }

    private static async Task<string?> BodyAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var body = new byte[Longest + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        return length > Longest ? null : Encoding.UTF8.GetString(body, 0, length);
    }
}
