namespace MigrationGuard.Gate.Machine;

/// <summary>Where one of several targets sends traffic, in the words of a release.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Sight">Where.</param>
/// <param name="SeenAt">When it was asked.</param>
public sealed record TargetSight(string Name, RouterSight Sight, DateTimeOffset SeenAt);
