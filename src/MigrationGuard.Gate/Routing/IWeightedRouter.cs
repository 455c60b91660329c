namespace MigrationGuard.Gate.Routing;

/// <summary>A router that can give a slot a share of the traffic.</summary>
public interface IWeightedRouter : IRouter
{
    /// <summary>
    /// Divides the traffic, now and after a restart, and says what is observed afterwards: <see cref="RouterObservation.Shared"/>. The rules of
    /// <see cref="IRouter.ApplyAsync"/> for generations hold; <c>ApplyAsync</c> ends a division.
    /// </summary>
    /// <param name="share">Who gets what.</param>
    /// <param name="generation">The number of this change, higher than the expected one.</param>
    /// <param name="expectedGeneration">The generation that it replaces.</param>
    /// <param name="cancellation">Gives up; the change may have been made.</param>
    Task<RouterObservation> ShareAsync(TrafficShare share, long generation, long expectedGeneration, CancellationToken cancellation);
}
