namespace MigrationGuard.Guarding;

/// <summary>The guard of a database.</summary>
public sealed record GuardStatus
{
    /// <summary>Whether there is one; if not, nothing else is set.</summary>
    public required bool Installed { get; init; }

    /// <summary>The version of its tables.</summary>
    public int SchemaVersion { get; init; }

    /// <summary>What it does with a change that breaks a live version.</summary>
    public GuardMode Mode { get; init; }

    /// <summary>What it does with a change that it cannot judge.</summary>
    public UnknownPolicy Unknown { get; init; }

    /// <summary>How long a transaction's proofs may take.</summary>
    public TimeSpan Budget { get; init; }

    /// <summary>When it was installed.</summary>
    public DateTimeOffset InstalledAt { get; init; }

    /// <summary>The role that installed it.</summary>
    public string InstalledBy { get; init; } = "";

    /// <summary>The versions that are kept working.</summary>
    public IReadOnlyList<GuardedVersion> Live { get; init; } = [];

    /// <summary>The newest rows of the log that are more than a passed change, newest first.</summary>
    public IReadOnlyList<GuardEvent> Events { get; init; } = [];

    /// <summary>How many rows the log has.</summary>
    public long LogRows { get; init; }

    /// <summary>What the guard cannot see on this server, a sentence each.</summary>
    public IReadOnlyList<string> NotSeen { get; init; } = [];
}
