namespace MigrationGuard.Gate.Policies;

/// <summary>What happens to a switch that only some of several targets follow.</summary>
public enum PartialPolicy
{
    /// <summary>Every target that answers goes back.</summary>
    Back,

    /// <summary>With more than half of them on the new version it goes on, and the others follow when they can.</summary>
    Forward,
}
