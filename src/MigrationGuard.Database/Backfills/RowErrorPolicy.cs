namespace MigrationGuard.Backfills;

/// <summary>What happens to a row that cannot be filled.</summary>
public enum RowErrorPolicy
{
    /// <summary>The backfill stops in front of it.</summary>
    Stop,

    /// <summary>The row is recorded and left as it is.</summary>
    Skip,
}
