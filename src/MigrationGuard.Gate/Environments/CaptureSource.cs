namespace MigrationGuard.Gate.Environments;

/// <summary>Where the capture of a slot is.</summary>
public abstract record CaptureSource
{
    private CaptureSource()
    {
    }

    /// <summary>In a file.</summary>
    /// <param name="Path">The whole path.</param>
    public sealed record Stored(string Path) : CaptureSource;

    /// <summary>At the own door of the slot.</summary>
    /// <param name="Path">The path of the address, from its root.</param>
    public sealed record Served(string Path) : CaptureSource;
}
