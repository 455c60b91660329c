namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>How often a field of a route differs.</summary>
internal sealed class FieldCount
{
    /// <summary>Between the old and the new version.</summary>
    public int Raw { get; set; }

    /// <summary>Between two answers of the old version.</summary>
    public int Noise { get; set; }

    /// <summary>A request of which the answers of both versions differ; empty when there is none.</summary>
    public string Example { get; set; } = "";
}
