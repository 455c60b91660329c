namespace MigrationGuard.Postgres.Live;

/// <summary>How much the questions about a live database may cost it.</summary>
public sealed record ProbeLimits
{
    /// <summary>The longest query.</summary>
    public TimeSpan Query { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for a lock.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The time for all questions together; what is left then stays undecided.</summary>
    public TimeSpan All { get; init; } = TimeSpan.FromMinutes(2);
}
