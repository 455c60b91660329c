using System.Globalization;
using System.Text;

namespace MigrationGuard.Gate.Routing;

/// <summary>Asks a web service, signed.</summary>
internal sealed class WebhookCall(WebhookRouterSettings settings, HttpClient client, TimeProvider time)
{
    private const int LongestBody = 64 * 1024;

    /// <summary>The service without what may be secret in its address.</summary>
    public string Name { get; } = $"{settings.Address.Scheme}://{settings.Address.Authority}";

    /// <summary>Sends one request; no answer repeats what was sent.</summary>
    public async Task<WebhookAnswer> SendAsync(HttpMethod method, string action, string body, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            using var request = Request(method, action, body);
            if (!Sign(request, body))
            {
                return new WebhookAnswer.Failed($"the environment variable {settings.SecretVariable} with the secret of the router's web service is not set");
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var content = await response.Content.ReadAsStreamAsync(limit.Token);
            return new WebhookAnswer.Answered(response.StatusCode, await ReadAsync(content, limit.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new WebhookAnswer.Failed($"{Name} does not answer: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WebhookAnswer.Failed(string.Create(CultureInfo.InvariantCulture, $"{Name} did not answer within {settings.Timeout.TotalSeconds:0.#} seconds"));
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string action, string body)
    {
        var address = new UriBuilder(settings.Address);
        address.Path = $"{address.Path.TrimEnd('/')}/{action}";
        return new HttpRequestMessage(method, address.Uri) { Content = body.Length > 0 ? new StringContent(body, Encoding.UTF8, "application/json") : null };
    }

    private bool Sign(HttpRequestMessage request, string body)
    {
        if (settings.SecretVariable is not { } variable)
        {
            return true;
        }

        if (settings.Variable(variable) is not { Length: > 0 } secret)
        {
            return false;
        }

        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(secret, timestamp, request.Method, request.RequestUri!.PathAndQuery, body));
        return true;
    }

    private static async Task<string> ReadAsync(Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[LongestBody];
        return Encoding.UTF8.GetString(buffer, 0, await content.ReadAtLeastAsync(buffer, LongestBody, throwOnEndOfStream: false, cancellation));
    }
}
