using MigrationGuard.Cli.Configuration;

namespace MigrationGuard.Cli.Audits;

/// <summary>What the user asks of an audit.</summary>
internal sealed record AuditRequest
{
    /// <summary>The database of which the schema is copied.</summary>
    public required ConnectionSetting Connection { get; init; }

    /// <summary>The server that gets the scratch database; null for that of the database.</summary>
    public ConnectionSetting? Scratch { get; init; }

    /// <summary>Whether a server of its own is started on this machine.</summary>
    public bool Local { get; init; }

    /// <summary>The pg_dump to take; null to look for one.</summary>
    public string? Dump { get; init; }

    /// <summary>The application; null for all.</summary>
    public string? Service { get; init; }

    /// <summary>Manifests of live versions, as the user names the files.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = [];
}
