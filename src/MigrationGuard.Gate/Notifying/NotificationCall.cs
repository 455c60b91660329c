using System.Globalization;
using System.Text;
using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Gate.Notifying;

/// <summary>Sends one message to one receiver; what it says of a failure has no part of the address but the host.</summary>
/// <param name="settings">The receiver.</param>
/// <param name="variable">The value of an environment variable.</param>
/// <param name="client">What sends; it follows no redirect.</param>
/// <param name="time">The clock.</param>
internal sealed class NotificationCall(NotificationSettings settings, Func<string, string?> variable, HttpClient client, TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];

    /// <summary>Sends it, at most three times; why it did not arrive, or null.</summary>
    public async Task<string?> SendAsync(string key, string body, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(variable(settings.UrlVariable)?.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return $"the environment variable {settings.UrlVariable} has no http or https address";
        }

        if (settings.SecretVariable is { } name && variable(name) is not { Length: > 0 })
        {
            return $"the environment variable {name} with the secret of the signature is not set";
        }

        for (var attempt = 0; ; attempt++)
        {
            var (failure, again) = await TryAsync(address, key, body, cancellation);
            if (failure is null || !again || attempt == Pauses.Length)
            {
                return failure;
            }

            await Task.Delay(Pauses[attempt], time, cancellation);
        }
    }

    private async Task<(string? Failure, bool Again)> TryAsync(Uri address, string key, string body, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            using var request = Request(address, key, body);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var status = (int)response.StatusCode;
            return status is >= 200 and < 300 ? (null, false) : (string.Create(CultureInfo.InvariantCulture, $"{address.Host} answers {status}"), status is 408 or 429 or >= 500);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return ($"{address.Host} does not answer", true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (string.Create(CultureInfo.InvariantCulture, $"{address.Host} did not answer within {settings.Timeout.TotalSeconds:0.#} seconds"), true);
        }
    }

    private HttpRequestMessage Request(Uri address, string key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Uri.EscapeDataString(key));
        if (settings.SecretVariable is { } name && variable(name) is { } secret)
        {
            var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
            request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(secret, timestamp, HttpMethod.Post, address.PathAndQuery, body));
        }

        return request;
    }
}
