namespace MigrationGuard.Postgres;

/// <summary>How long a session waits before it gives up.</summary>
public sealed record PostgresLimits
{
    /// <summary>For a connection; the default is 10 seconds.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a statement; the default is 30 seconds.</summary>
    public TimeSpan Statement { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a lock; the default is 2 seconds.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(2);
}
