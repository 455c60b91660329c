using System.Net;
using System.Net.Sockets;
using System.Text;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Verification;

/// <summary>Sends requests. No cache, proxy, cookie or redirection comes between, so that the one who is asked is the one who answers.</summary>
internal sealed class Door(TimeProvider time)
{
    private const int Longest = 1 << 20;

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks once. Whatever goes wrong is an answer; only a cancellation throws.</summary>
    public async Task<DoorAnswer> AskAsync(DoorRequest request, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(request.Address, UriKind.Absolute, out var address))
        {
            return new DoorAnswer.Silent($"{request.Probe.Path} is no path of an address", false);
        }

        using var late = new CancellationTokenSource(request.Probe.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var message = Message(address, request.Probe);
            var begun = time.GetTimestamp();
            using var response = await Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await BodyAsync(response.Content, either.Token);
            return new DoorAnswer.Answered((int)response.StatusCode, body, time.GetElapsedTime(begun))
            {
                Release = Header(response, request.ReleaseHeader),
                Extra = request.ExtraHeader is null ? null : Header(response, request.ExtraHeader),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DoorAnswer.Silent(FormattableString.Invariant($"{request.Shown} did not answer within {request.Probe.Timeout.TotalSeconds:0.###} s"), false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or FormatException or NotSupportedException or InvalidOperationException)
        {
            var refused = failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
            return new DoorAnswer.Silent($"{request.Shown} does not answer: {PlainText.Head(PlainText.Of(failure.InnerException?.Message ?? failure.Message), 200)}", refused);
        }
    }

    private static HttpRequestMessage Message(Uri address, HttpProbe probe)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11 };
        message.Headers.TryAddWithoutValidation("Cache-Control", "no-cache");
        foreach (var (name, value) in probe.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static async Task<string> BodyAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var body = new byte[8192];
        var length = 0;
        for (int read; (read = await stream.ReadAsync(body.AsMemory(length), cancellation)) > 0 && length + read < Longest;)
        {
            length += read;
            if (length == body.Length)
            {
                Array.Resize(ref body, body.Length * 2);
            }
        }

        return Encoding.UTF8.GetString(body, 0, length);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? PlainText.Head(PlainText.Of(string.Join(", ", values)), 200) : null;
}
