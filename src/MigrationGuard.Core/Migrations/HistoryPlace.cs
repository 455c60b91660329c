namespace MigrationGuard.Migrations;

/// <summary>The place of a migration in its history.</summary>
/// <param name="Stage">Orders before the version: repeatable scripts run in a stage of their own.</param>
/// <param name="Version">The version as written; empty when there is none.</param>
/// <param name="Name">The readable name.</param>
public readonly record struct HistoryPlace(int Stage, string Version, string Name)
{
    /// <summary>Orders stages, then versions and names as people number them.</summary>
    public int CompareTo(HistoryPlace other)
    {
        var order = Stage.CompareTo(other.Stage);
        order = order != 0 ? order : VersionOrder.Instance.Compare(Version, other.Version);
        return order != 0 ? order : VersionOrder.Instance.Compare(Name, other.Name);
    }
}
