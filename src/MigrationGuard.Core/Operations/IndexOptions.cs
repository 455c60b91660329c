namespace MigrationGuard.Operations;

/// <summary>What happens when a low-priority lock wait ends (T-SQL <c>ABORT_AFTER_WAIT</c>).</summary>
public enum AbortAfterWait
{
    /// <summary>Wait on at normal priority.</summary>
    None,

    /// <summary>Give up the operation.</summary>
    Self,

    /// <summary>Kill the sessions in the way.</summary>
    Blockers,
}

/// <summary>T-SQL <c>WAIT_AT_LOW_PRIORITY</c>.</summary>
/// <param name="MaxDurationMinutes">How long to wait, in minutes.</param>
/// <param name="AbortAfterWait">What happens then.</param>
public sealed record LowPriorityWait(int MaxDurationMinutes, AbortAfterWait AbortAfterWait);

/// <summary>How an index is built (T-SQL <c>WITH (…)</c>). Values not written are null or false.</summary>
public sealed record IndexOptions
{
    /// <summary>No option written.</summary>
    public static IndexOptions None { get; } = new();

    /// <summary><c>ONLINE = ON</c>.</summary>
    public bool Online { get; init; }

    /// <summary>The low-priority wait of an online operation.</summary>
    public LowPriorityWait? LowPriority { get; init; }

    /// <summary><c>RESUMABLE = ON</c>.</summary>
    public bool Resumable { get; init; }

    /// <summary><c>DROP_EXISTING = ON</c>.</summary>
    public bool DropExisting { get; init; }

    /// <summary>Compression that is set, e.g. <c>PAGE</c>.</summary>
    public string? DataCompression { get; init; }

    /// <summary>
    /// Other options as written, e.g. <c>FILLFACTOR = 80</c>; null when there are none. PostgreSQL: what a constraint says about its index
    /// (<c>WITH (…) USING INDEX TABLESPACE …</c>), and what ALTER INDEX does (<c>SET (…)</c>, <c>SET TABLESPACE …</c>).
    /// </summary>
    public string? Other { get; init; }
}
