namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A clock that jumps to the end of every delay, so that nobody waits. Setting it does not change what has elapsed.</summary>
internal sealed class AutoTime : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _elapsed;
    private TimeSpan _set;

    public Action<TimeSpan>? OnDelay { get; set; }

    /// <summary>Whether delays never end, for tests in which a process is busy with something else.</summary>
    public bool Stopped { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) + _elapsed + _set;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    public void Pass(TimeSpan time)
    {
        lock (_lock)
        {
            _elapsed += time;
        }
    }

    public void Set(TimeSpan by)
    {
        lock (_lock)
        {
            _set += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan && !Stopped)
        {
            Pass(dueTime);
            OnDelay?.Invoke(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new NoTimer();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
