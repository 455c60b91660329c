using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Measures how the new version does under traffic.</summary>
public interface IBake
{
    /// <summary>Measures for so long. What cannot be reached is an answer: inconclusive, or bad where it is the new version that does not answer.</summary>
    Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation);

    /// <summary>The same while the new version has only a share of the traffic: the old one answers through the front door, too.</summary>
    Task<BakeResult> MeasureShareAsync(ReleaseRecord release, int percent, TimeSpan window, CancellationToken cancellation) => MeasureAsync(release, window, cancellation);
}
