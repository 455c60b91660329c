#pragma warning disable CS9113 // The constructors first, for those who compose them.
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Watching;

/// <summary>Looks for instances of the old version at the door of its slot, and for its sessions in the database.</summary>
public sealed class OldSessions(OldSessionsSettings settings, ISessionActivity activity) : IOldVersion
{
    /// <inheritdoc />
    public Task<OldResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation) => Task.FromResult(new OldResult(OldSight.Unknown, "nobody looked"));
}
