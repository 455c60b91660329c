using MigrationGuard.Configuration;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases;

/// <summary>What a guarded database knows of its releases, for those who check migrations without it.</summary>
internal sealed record StateSnapshot
{
    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The fingerprint of the schema.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The newest released migration; null where nobody said it.</summary>
    public string? LastReleased { get; init; }

    /// <summary>The way back that is open.</summary>
    public RollbackWindow? Window { get; init; }

    /// <summary>What waits to be removed, in the order in which it is.</summary>
    public IReadOnlyList<PendingContract> ContractPending { get; init; } = [];

    /// <summary>The live versions, by service and then from old to new.</summary>
    public required IReadOnlyList<LiveUses> Live { get; init; }
}
