using System.Net;
using System.Net.Sockets;
using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Replays.Recordings;

namespace MigrationGuard.Gate.Replays;

/// <summary>Sends recorded requests to the own doors of slots.</summary>
internal sealed class ReplayDoor(ReplaySettings settings, string releaseHeader, TimeProvider time)
{
    /// <summary>The header by which an application can tell that a request is a repetition; its value is the name of the replay.</summary>
    public const string Mark = "X-MigrationGuard-Replay";

    private const int Longest = 4 << 20;

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // Those of a connection, and those that make an answer depend on what the one who asks has.
    private static readonly HashSet<string> NotSent = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Expect", "Accept-Encoding",
        "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range", "HTTP2-Settings", Mark,
    };

    /// <summary>Asks once. Whatever goes wrong is an answer; only a cancellation throws.</summary>
    public async Task<ReplayAnswer> AskAsync(Uri root, RecordedRequest request, CancellationToken cancellation)
    {
        if (!Uri.TryCreate($"{root.AbsoluteUri.TrimEnd('/')}/{request.Target.TrimStart('/')}", UriKind.Absolute, out var address) || address.Authority != root.Authority)
        {
            return new ReplayAnswer.Silent("its target is no path of an address");
        }

        using var late = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var message = Message(address, request);
            var begun = time.GetTimestamp();
            using var response = await Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await BodyAsync(response.Content, either.Token);
            return Answer(response, body, time.GetElapsedTime(begun));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ReplayAnswer.Silent(FormattableString.Invariant($"it did not answer within {settings.Timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or FormatException or NotSupportedException or InvalidOperationException or SocketException)
        {
            return new ReplayAnswer.Silent($"it does not answer: {PlainText.Head(PlainText.Of(failure.InnerException?.Message ?? failure.Message), 200)}");
        }
    }

    private HttpRequestMessage Message(Uri address, RecordedRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), address) { Version = HttpVersion.Version11 };
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        var recorded = request.Headers.Where(header => !NotSent.Contains(header.Key) && !settings.DroppedHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
            && !settings.SentHeaders.Keys.Contains(header.Key, StringComparer.OrdinalIgnoreCase));
        foreach (var (name, value) in recorded.Concat(settings.SentHeaders).Append(new(Mark, settings.Name)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        message.Headers.Host = settings.Host;
        return message;
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var part = new byte[8192];
        for (int read; body.Length < Longest && (read = await stream.ReadAsync(part, cancellation)) > 0;)
        {
            body.Write(part, 0, read);
        }

        return body.ToArray();
    }

    private ReplayAnswer.Answered Answer(HttpResponseMessage response, ReadOnlyMemory<byte> body, TimeSpan took)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in settings.Headers)
        {
            if (Header(response, name) is { } value)
            {
                headers[name] = value;
            }
        }

        return new((int)response.StatusCode, headers, body, took)
        {
            Release = Header(response, releaseHeader),
            MediaType = (Header(response, "Content-Type") ?? "").Split(';')[0].Trim().ToUpperInvariant(),
        };
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
