namespace MigrationGuard.Gate.Machine;

/// <summary>Whether the old version can have the traffic back.</summary>
/// <param name="Standing">Whether it may.</param>
/// <param name="Old">Whether it runs.</param>
/// <param name="Why">The reason, with the rollback floor where that is it.</param>
public sealed record WayBack(WayStanding Standing, OldSight Old, string Why)
{
    /// <summary>Nothing is known of it.</summary>
    public static WayBack Unknown { get; } = new(WayStanding.Unknown, OldSight.Unknown, "the rollback floor is not known");

    /// <summary>The data that close it; null where they are not the reason.</summary>
    public string? Data { get; init; }
}
