using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Measures how the new version does under traffic.</summary>
public interface IBake
{
    /// <summary>Measures for so long. What cannot be reached is an answer: inconclusive, or bad where it is the new version that does not answer.</summary>
    Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation);
}
