namespace MigrationGuard.Snapshots;

/// <summary>What became of an object or one of its facts.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Dropped,

    /// <summary>It has another value.</summary>
    Changed,
}
