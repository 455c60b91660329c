using MigrationGuard.Collections;
using MigrationGuard.Rules;

namespace MigrationGuard.Configuration;

/// <summary>What <c>migrationguard.state.json</c> says of the release.</summary>
/// <param name="Live">The versions that receive traffic now or after a rollback, with what they use.</param>
public sealed record StateFile(LiveVersions Live)
{
    /// <summary>The file's usual name.</summary>
    public const string FileName = "migrationguard.state.json";

    /// <summary>The newest released migration; it and all before it are not judged again.</summary>
    public Setting<string>? LastReleased { get; init; }

    /// <summary>The way back that is open; null when none is.</summary>
    public RollbackWindow? Window { get; init; }

    /// <summary>What waits to be removed.</summary>
    public EquatableList<PendingContract> ContractPending { get; init; }

    /// <summary>The fingerprint of the schema that the file was taken from.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When the file was taken.</summary>
    public DateTimeOffset? ExportedAt { get; init; }
}
