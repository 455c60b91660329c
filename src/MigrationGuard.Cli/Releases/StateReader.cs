using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Configuration;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases;

/// <summary>Takes a <see cref="StateSnapshot"/>; needs no gate, and no release.</summary>
internal sealed class StateReader(Settings settings, ConnectionSetting connection, Surroundings surroundings)
{
    /// <summary>What is known now.</summary>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    /// <exception cref="UsageException">The database has no ledger, or one of another version.</exception>
    public async Task<StateSnapshot> ReadAsync(CancellationToken cancellation)
    {
        var live = await LiveAsync(cancellation);
        await using var ledger = new PostgresReleaseLedger(PostgresSource.Create(PostgresConnection.Of(connection).ConnectionString, new()));
        var release = await ReleaseAsync(ledger, cancellation);
        return new()
        {
            At = surroundings.Time.GetUtcNow(),
            Fingerprint = await ledger.FingerprintAsync(cancellation),
            Window = WindowOf(release) ?? live.Select(known => known.Version).Where(version => version.WindowUntil is not null)
                .Select(version => new RollbackWindow(version.Label, version.WindowUntil)).FirstOrDefault(),
            ContractPending = release is { } open ? PendingOf(open) : [],
            Live = live,
        };
    }

    private async Task<IReadOnlyList<LiveUses>> LiveAsync(CancellationToken cancellation)
    {
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        return await LiveUses.ReadAsync(judge, cancellation);
    }

    // The newest release that can still go back or has something left to remove.
    private async Task<OpenRelease?> ReleaseAsync(PostgresReleaseLedger ledger, CancellationToken cancellation)
    {
        var service = settings.Gate?.Service ?? settings.Service?.Value;
        foreach (var release in (await ledger.ReleasesAsync(cancellation)).Reverse())
        {
            if ((service is null || release.Service == service) && release.Progress.Standing != ReleaseStanding.Withdrawn)
            {
                var journal = await ledger.JournalAsync(release.Id, cancellation);
                var state = ReleaseJson.StateAfter(journal) is ReleaseState.Held held ? held.Was : ReleaseJson.StateAfter(journal);
                return new(release, state, journal.FirstOrDefault(entry => ReleaseJson.StateOf(entry.Payload) is ReleaseState.ContractPending)?.At);
            }
        }

        return null;
    }

    private static RollbackWindow? WindowOf(OpenRelease? release) => release is null ? null : release.State switch
    {
        ReleaseState.WindowOpen open => new(release.Record.Old.Version, open.Until),
        ReleaseState.Sharing or ReleaseState.Switching or ReleaseState.Baking => new(release.Record.Old.Version, null),
        _ => null,
    };

    private List<PendingContract> PendingOf(OpenRelease release)
    {
        if (settings.Gate is not { Contract: { } contract } gate
            || release.State is not (ReleaseState.WindowOpen or ReleaseState.Retiring or ReleaseState.ContractPending or ReleaseState.Tombstoned or ReleaseState.Contracting))
        {
            return [];
        }

        var plan = ScriptFolder.Read(contract.Migrations, "gate.contract.migrations", gate.Folder, surroundings);
        return [.. plan.Steps.SelectMany(step => step.Statements).SelectMany(statement => statement.Operations).Select(RemovedObject.Of).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(removed => new PendingContract(removed, release.PendingSince, release.Record.Id))];
    }

    private sealed record OpenRelease(ReleaseRecord Record, ReleaseState State, DateTimeOffset? PendingSince);
}
