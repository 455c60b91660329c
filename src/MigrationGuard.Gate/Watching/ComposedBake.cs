using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Watching;

/// <summary>Measures several things in the same window. What is bad is not made to wait for the rest.</summary>
/// <param name="parts">What is measured.</param>
public sealed class ComposedBake(params IReadOnlyList<IBake> parts) : IBake
{
    /// <inheritdoc />
    public Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation) =>
        TogetherAsync((part, token) => part.MeasureAsync(release, window, token), cancellation);

    /// <inheritdoc />
    public Task<BakeResult> MeasureShareAsync(ReleaseRecord release, int percent, TimeSpan window, CancellationToken cancellation) =>
        TogetherAsync((part, token) => part.MeasureShareAsync(release, percent, window, token), cancellation);

    private async Task<BakeResult> TogetherAsync(Func<IBake, CancellationToken, Task<BakeResult>> measure, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task<BakeResult>> measuring = [.. parts.Select(part => measure(part, enough.Token))];
        try
        {
            await foreach (var measured in Task.WhenEach(measuring).WithCancellation(cancellation))
            {
                if ((await measured).Reading == BakeReading.Bad)
                {
                    break;
                }
            }
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(measuring).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return BakeResults.Together(await Task.WhenAll(measuring.Where(part => part.IsCompletedSuccessfully)));
    }
}
