namespace MigrationGuard.Servers;

/// <summary>What a server and the role of the connection allow.</summary>
public sealed record ServerFacts
{
    /// <summary>The version as a number, e.g. 150018 for 15.18 and 180004 for 18.4.</summary>
    public required int VersionNumber { get; init; }

    /// <summary>The version as the server writes it, e.g. <c>15.18 (Debian 15.18-0+deb12u1)</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The database of the connection.</summary>
    public required string Database { get; init; }

    /// <summary>Whether the server replays another one and takes no writes.</summary>
    public required bool IsStandby { get; init; }

    /// <summary>Whether transactions are read-only unless they say otherwise; always on a standby.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>The rights of the connection's role.</summary>
    public required RoleRights Role { get; init; }

    /// <summary>Whether the server counts the statements that it runs, and this database shows them.</summary>
    public required StatementStatistics StatementStatistics { get; init; }

    /// <summary>The installed extensions with their versions.</summary>
    public required IReadOnlyDictionary<string, string> Extensions { get; init; }

    /// <summary>The settings that decide how statements are read, how long they wait and how many locks there are, with the values of this session.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The major version, e.g. 15.</summary>
    public int Major => VersionNumber / 10000;
}
