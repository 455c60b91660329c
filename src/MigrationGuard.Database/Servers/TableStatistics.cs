namespace MigrationGuard.Servers;

/// <summary>How large a table is, and how well the server knows it.</summary>
public sealed record TableStatistics
{
    /// <summary>The qualified name, e.g. <c>public.users</c>.</summary>
    public required string Identity { get; init; }

    /// <summary>The server's estimate of the rows; null where it never counted. Of a partitioned table it is as of its own ANALYZE, which autovacuum does not do.</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes on disk with indexes and large values; 0 for a partitioned table, whose partitions have them.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of the indexes alone.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>The estimate of rows that are deleted but still there.</summary>
    public required long DeadRows { get; init; }

    /// <summary>When it was analysed last, by hand or by autovacuum; null where that is not known.</summary>
    public DateTimeOffset? LastAnalyzed { get; init; }

    /// <summary>When it was vacuumed last; null where that is not known.</summary>
    public DateTimeOffset? LastVacuumed { get; init; }
}
