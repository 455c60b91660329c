using MigrationGuard.Cli.Configuration;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>What is recorded, and what becomes of it.</summary>
internal sealed record RecordRequest
{
    /// <summary>The version.</summary>
    public required RecordedVersion Version { get; init; }

    /// <summary>The command that is recorded, with its arguments; none only merges or listens.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Recordings and manifests of the same version to add.</summary>
    public IReadOnlyList<string> Merge { get; init; } = [];

    /// <summary>Whether what processes recorded into the ledger is added.</summary>
    public bool FromLedger { get; init; }

    /// <summary>The file of the manifest, or null.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Whether the file begins anew.</summary>
    public bool Replace { get; init; }

    /// <summary>The database of the ledger, where one is needed.</summary>
    public ConnectionSetting? Ledger { get; init; }

    /// <summary>Whether the manifest is stored there.</summary>
    public bool Publish { get; init; }

    /// <summary>The proxy that records; null records through the start-up hook.</summary>
    public WireRecorderOptions? Wire { get; init; }

    /// <summary>The database that names the types that PostgreSQL itself does not have, for the proxy; null leaves them unknown.</summary>
    public ConnectionSetting? Types { get; init; }
}
