using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Watching;

/// <summary>Measures several things in the same window. What is bad is not made to wait for the rest.</summary>
/// <param name="parts">What is measured.</param>
public sealed class ComposedBake(params IReadOnlyList<IBake> parts) : IBake
{
    /// <inheritdoc />
    public async Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task<BakeResult>> measuring = [.. parts.Select(part => part.MeasureAsync(release, window, enough.Token))];
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

        return BakeResults.Together([.. measuring.Where(part => part.IsCompletedSuccessfully).Select(part => part.Result)]);
    }
}
