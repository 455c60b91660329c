namespace MigrationGuard.Tombstones;

/// <summary>From where it is known that somebody asked for what is hidden.</summary>
public enum HitSource
{
    /// <summary>From the server's log.</summary>
    Log,

    /// <summary>Only from those who watch the applications and report it; the server's log is not read.</summary>
    Reported,
}
