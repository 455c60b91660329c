using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>An application in a slot; its path /slow answers when it is told to.</summary>
internal sealed class SlotServer : IAsyncDisposable
{
    private readonly SmallServer _server;
    private readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;

    public SlotServer(string release)
    {
        Answer = () => SmallServer.Named(release);
        _server = new SmallServer(AnswerAsync);
    }

    public Func<SmallResponse> Answer { get; set; }

    public int Port => _server.Port;

    public Uri Address => _server.Address;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Lets /slow answer.</summary>
    public void Go() => _slow.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Go();
        return _server.DisposeAsync();
    }

    private async Task<SmallResponse> AnswerAsync(SmallRequest request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _inFlight);
        try
        {
            if (request.Path == "/slow")
            {
                await _slow.Task.WaitAsync(cancellation);
            }

            return Answer();
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
