namespace MigrationGuard.Gate.Running;

/// <summary>Time of one run: it goes on from the time of its start and does not follow a clock that is set.</summary>
internal sealed class ReleaseClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _timestamp = time.GetTimestamp();

    /// <summary>The time.</summary>
    public DateTimeOffset Now => _start + time.GetElapsedTime(_timestamp);

    /// <summary>Lets time pass.</summary>
    public Task WaitAsync(TimeSpan delay, CancellationToken cancellation) => Task.Delay(delay, time, cancellation);

    /// <summary>The result, or <see cref="TimeoutException"/> when it takes too long.</summary>
    public Task<T> WithinAsync<T>(Task<T> task, TimeSpan patience, CancellationToken cancellation) => task.WaitAsync(patience, time, cancellation);
}
