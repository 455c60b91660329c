namespace MigrationGuard.Gate.Routing;

/// <summary>Waits for the requests of a slot.</summary>
/// <param name="time">The clock.</param>
/// <param name="pollInterval">The time between two counts.</param>
internal sealed class Draining(TimeProvider time, TimeSpan pollInterval)
{
    /// <summary>Counts until there are none, or the deadline.</summary>
    /// <param name="count">The requests that a slot works on; null when they cannot be counted now.</param>
    /// <param name="deadline">How long to wait at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DrainResult> WaitAsync(Func<CancellationToken, Task<long?>> count, TimeSpan deadline, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var zeros = 0;
        while (true)
        {
            var counted = await count(cancellation);
            zeros = counted == 0 ? zeros + 1 : 0;
            var left = deadline - time.GetElapsedTime(start);

            // A request that was routed in the moment of the flip may be counted a moment later.
            if (zeros > 1 || left <= TimeSpan.Zero)
            {
                return new DrainResult(counted ?? 0, counted is not null);
            }

            await Task.Delay(left < pollInterval ? left : pollInterval, time, cancellation);
        }
    }
}
