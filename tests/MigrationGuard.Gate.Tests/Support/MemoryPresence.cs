using MigrationGuard.Presence;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>What processes said, in memory.</summary>
internal sealed class MemoryPresence(params PresenceSeen[] seen) : IPresence
{
    public bool Down { get; init; }

    public Task HeartbeatAsync(AppIdentity identity, CancellationToken cancellation) => Task.CompletedTask;

    public Task EndAsync(AppIdentity identity, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<PresenceSeen>> ListAsync(CancellationToken cancellation) =>
        Down ? throw new DatabaseException("connection refused", null, null) : Task.FromResult<IReadOnlyList<PresenceSeen>>(seen);
}
