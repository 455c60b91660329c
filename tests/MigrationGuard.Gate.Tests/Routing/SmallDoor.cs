using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>A front door in this process, which sends every request to the slot that it is told.</summary>
internal sealed class SmallDoor : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private readonly SmallServer _server;

    public SmallDoor(Func<SlotServer> where, Action<SlotServer, int> counted, int port = 0) =>
        _server = new SmallServer(
            async (request, cancellation) =>
            {
                var slot = where();
                counted(slot, 1);
                try
                {
                    using var answer = await _client.GetAsync(new Uri(slot.Address, request.Path), cancellation);
                    var headers = answer.Headers.TryGetValues("X-Release", out var release) ? new Dictionary<string, string> { ["X-Release"] = release.Single() } : [];
                    return new SmallResponse((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation)) { Headers = headers };
                }
                finally
                {
                    counted(slot, -1);
                }
            },
            port);

    public int Port => _server.Port;

    public Uri Address => _server.Address;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }
}
