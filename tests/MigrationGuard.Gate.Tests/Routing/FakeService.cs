using System.Net;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>A web service without a network.</summary>
internal sealed class FakeService(Func<HttpRequestMessage, (HttpStatusCode Status, string Body)> answer) : HttpMessageHandler
{
    public HttpClient Client => new(this);

    public TimeSpan Delay { get; init; }

    public List<(string Line, string Body, string Signature)> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Delay, cancellationToken);
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        Requests.Add(($"{request.Method} {request.RequestUri}", body, request.Headers.TryGetValues("X-MigrationGuard-Signature", out var signature) ? signature.Single() : ""));
        var (status, text) = answer(request);
        return new HttpResponseMessage(status) { Content = new StringContent(text) };
    }
}
