using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A web server of one test.</summary>
internal sealed class TestDoor : IDisposable
{
    private readonly Func<SmallRequest, TestAnswer> _answer;
    private readonly SmallServer _server;
    private int _requests;

    public TestDoor(Func<SmallRequest, TestAnswer> answer)
    {
        _answer = answer;
        _server = new SmallServer(AnswerAsync);
    }

    public Uri Url => _server.Address;

    public int Requests => _requests;

    /// <summary>An address where nobody listens.</summary>
    public static Uri Closed() => new($"http://127.0.0.1:{FreePort.Find()}");

    public void Dispose() => _server.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<SmallResponse> AnswerAsync(SmallRequest request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        var answer = await Task.Run(() => _answer(request), cancellation);
        await Task.Delay(answer.Delay, cancellation);
        var headers = new Dictionary<string, string>(answer.Headers);
        if (answer.Release is { } release)
        {
            headers["X-Release"] = release;
        }

        return new SmallResponse(answer.Status, answer.Body) { Headers = headers };
    }
}
