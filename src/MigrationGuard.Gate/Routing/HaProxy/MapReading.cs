namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>What the running HAProxy or the map file says.</summary>
internal abstract record MapReading
{
    private MapReading()
    {
    }

    /// <summary>The key is there.</summary>
    public sealed record Found(MapValue Value) : MapReading;

    /// <summary>It is not there, or what it says cannot be had.</summary>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Failed(string Reason) : MapReading;
}
