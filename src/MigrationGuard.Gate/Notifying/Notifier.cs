using System.Threading.Channels;
using MigrationGuard.Gate.Observing;

namespace MigrationGuard.Gate.Notifying;

/// <summary>Tells receivers what happens to releases, in the background: no release waits for it, and none fails by it.</summary>
public sealed class Notifier : IReleaseObserver, IAsyncDisposable
{
    private readonly List<(NotificationSettings Settings, Channel<ReleaseMove> Queue, Task Work)> _receivers;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _end = new();
    private readonly Action<string> _complain;

    /// <summary>Begins to wait for moves.</summary>
    /// <param name="receivers">Who is told.</param>
    /// <param name="variable">The value of an environment variable; addresses and secrets are asked for when they are needed, and never said.</param>
    /// <param name="complain">Is told what did not arrive.</param>
    /// <param name="time">The clock.</param>
    public Notifier(IReadOnlyList<NotificationSettings> receivers, Func<string, string?> variable, Action<string> complain, TimeProvider time)
    {
        _complain = complain;
        _receivers = [.. receivers.Select(settings =>
        {
            var queue = Channel.CreateUnbounded<ReleaseMove>(new() { SingleReader = true });
            return (settings, queue, Task.Run(() => WorkAsync(settings, new NotificationCall(settings, variable, _client, time), queue.Reader)));
        })];
    }

    /// <summary>How long the end of the process waits for what is on its way.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public void Moved(ReleaseMove move)
    {
        if (NotificationEvents.Of(move) is { } word)
        {
            foreach (var receiver in _receivers.Where(receiver => receiver.Settings.Events.Count == 0 || receiver.Settings.Events.Contains(word, StringComparer.Ordinal)))
            {
                receiver.Queue.Writer.TryWrite(move);
            }
        }
    }

    /// <summary>Sends what is left, for as long as there is patience.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _receivers)
        {
            receiver.Queue.Writer.Complete();
        }

        _end.CancelAfter(Patience);
        await Task.WhenAll(_receivers.Select(receiver => receiver.Work));
        _client.Dispose();
        _end.Dispose();
    }

    private async Task WorkAsync(NotificationSettings settings, NotificationCall call, ChannelReader<ReleaseMove> moves)
    {
        await foreach (var move in moves.ReadAllAsync(CancellationToken.None))
        {
            var word = NotificationEvents.Of(move)!;
            if (await TryAsync(call, move, word, settings.Format) is { } failure)
            {
                _complain($"notification {settings.Name}: \"{word}\" of {move.Release.Id} did not arrive: {failure}");
            }
        }
    }

    private async Task<string?> TryAsync(NotificationCall call, ReleaseMove move, string word, NotificationFormat format)
    {
        try
        {
            return await call.SendAsync($"{move.Release.Id}/{move.Key}", NotificationText.Of(move, word, format), _end.Token);
        }
        catch (OperationCanceledException)
        {
            return "there was no time left for it";
        }
    }
}
