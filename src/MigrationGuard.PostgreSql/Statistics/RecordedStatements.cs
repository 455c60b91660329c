namespace MigrationGuard.Postgres.Statistics;

/// <summary>What pg_stat_statements knows of one role in one database.</summary>
public sealed record RecordedStatements
{
    /// <summary>The entries, ordered by text.</summary>
    public required IReadOnlyList<CountedStatement> Statements { get; init; }

    /// <summary>Since when it counts.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How often the server dropped the least used entries because there was no room; above 0 there may be statements that nobody can list.</summary>
    public required long Evictions { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }
}
