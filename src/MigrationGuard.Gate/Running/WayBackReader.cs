using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>Reads whether the old version of a release can have the traffic back.</summary>
internal sealed class WayBackReader(ReleaseMeans means, GatePolicy policy)
{
    /// <summary>Looks at the data.</summary>
    public DataSight Data { get; } = new(means, policy);

    /// <summary>Reads it from the ledger and the data; where the database does not answer in time, what was read last counts.</summary>
    public async Task<WayBack> ReadAsync(ReleaseSession session, WayBack last, CancellationToken cancellation)
    {
        try
        {
            var way = await session.Clock.WithinAsync(FromLedgerAsync(session.Release, session.State, cancellation), policy.LedgerPatience, cancellation);
            return await Data.OfAsync(session, way, last, cancellation);
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException)
        {
            return last;
        }
    }

    private async Task<WayBack> FromLedgerAsync(ReleaseRecord release, ReleaseState state, CancellationToken cancellation)
    {
        var floor = await means.Ledger.FloorAsync(release.Service, cancellation);
        var versions = await means.Ledger.VersionsAsync(cancellation);
        var releases = await means.Ledger.ReleasesAsync(cancellation);
        var old = state is ReleaseState.Retiring or ReleaseState.ContractPending or ReleaseState.Tombstoned
            ? (await means.OldVersion.ObserveAsync(release, cancellation)).Sight
            : OldSight.Unknown;
        return Later(release, releases) is { } later
            ? new(WayStanding.Closed, old, $"release {later.Id} builds on this one")
            : OfFloor(release, floor, [.. versions.Where(version => version.Service == release.Service)], old);
    }

    private static ReleaseRecord? Later(ReleaseRecord release, IReadOnlyList<ReleaseRecord> releases) => releases
        .SkipWhile(other => other.Id != release.Id)
        .Skip(1)
        .FirstOrDefault(other => other.Service == release.Service && other.Progress.Standing != ReleaseStanding.Withdrawn);

    private static WayBack OfFloor(ReleaseRecord release, RollbackFloor? floor, AppVersion[] versions, OldSight sight)
    {
        var old = Array.FindIndex(versions, version => version.Label == release.Old.Version);
        if (old >= 0 && versions[old].State == VersionState.Retired)
        {
            return new(WayStanding.Closed, sight, $"the support of {release.Old.Version} has ended");
        }

        if (floor is null || floor.Version == release.Old.Version)
        {
            return new(WayStanding.Open, sight, $"{release.Old.Version} can have the traffic back");
        }

        var lowest = Array.FindIndex(versions, version => version.Label == floor.Version);
        return (old, lowest) switch
        {
            ( < 0, _) or (_, < 0) => new(WayStanding.Unknown, sight, $"the rollback floor is {floor.Version}, and the ledger does not know whether {release.Old.Version} is older"),
            _ when old < lowest => new(WayStanding.Closed, sight, $"{release.Old.Version} is below the rollback floor {floor.Version}: {floor.Reason}"),
            _ => new(WayStanding.Open, sight, $"{release.Old.Version} is not below the rollback floor {floor.Version}"),
        };
    }
}
