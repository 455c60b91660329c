using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Reads where a release is. What does not answer is said, and the rest is shown.</summary>
internal sealed class StatusReader(ReleaseContext context)
{
    private DateTimeOffset Now => context.Means.Time.GetUtcNow();

    /// <summary>Where it is; from what this machine keeps where the ledger does not answer. Null when there is no release.</summary>
    /// <exception cref="UsageException">There is none of that id.</exception>
    /// <exception cref="DatabaseException">The ledger does not answer, and this machine knows nothing.</exception>
    public async Task<ReleaseStatus?> ReadAsync(string? id, CancellationToken cancellation)
    {
        var router = context.Means.Router.ObserveAsync(cancellation);
        try
        {
            return await ReleaseChoice.FindAsync(context, id, cancellation) is { } release ? await FromLedgerAsync(release, await router, cancellation) : null;
        }
        catch (DatabaseException failure) when (failure.IsConnectionLost)
        {
            if (await KeptAsync(id, failure.Message, await router, cancellation) is { } kept)
            {
                return kept;
            }

            throw;
        }
    }

    private async Task<ReleaseStatus> FromLedgerAsync(ReleaseRecord release, RouterObservation router, CancellationToken cancellation)
    {
        var ledger = context.Means.Ledger;
        var journal = await ledger.JournalAsync(release.Id, cancellation);
        var state = ReleaseJson.StateAfter(journal);
        var versions = await ledger.VersionsAsync(cancellation);
        var moved = journal.LastOrDefault(entry => entry.Token != 0 && ReleaseJson.StateOf(entry.Payload) is not null);
        return new()
        {
            Release = release,
            State = state,
            Why = moved is null ? null : JournalText.Why(moved),
            Since = SinceOf(journal, state),
            Mode = context.Gate.Policy.Mode,
            Target = context.Target,
            Router = router,
            Dns = context.Gate.Policy.Dns,
            Old = versions.FirstOrDefault(version => version.Service == release.Service && version.Label == release.Old.Version),
            New = versions.FirstOrDefault(version => version.Service == release.Service && version.Label == release.New.Version),
            Others = [.. Others(release, versions)],
            Evidence = await EvidenceAsync(release, state, (router, versions), cancellation),
            Floor = await ledger.FloorAsync(release.Service, cancellation),
            Frozen = context.Gate.Policy.FreezeAt(Now),
            Next = NextStep.Of(state, release, context.Gate, Now),
        };
    }

    private async Task<ReleaseStatus?> KeptAsync(string? id, string lost, RouterObservation router, CancellationToken cancellation)
    {
        if (await context.Means.Local.RecallAsync(id, cancellation) is not { } known)
        {
            return null;
        }

        var pending = await context.Means.Local.PendingAsync(known.Release.Id, cancellation);
        var state = pending.Select(note => ReleaseJson.StateOf(note.Payload)).LastOrDefault(found => found is not null) ?? ReleaseJson.ReadState(known.State);
        return new()
        {
            Release = known.Release,
            State = state,
            Since = known.At,
            Mode = context.Gate.Policy.Mode,
            Target = context.Target,
            Router = router,
            Dns = context.Gate.Policy.Dns,
            WithoutLedger = lost,
            Next = NextStep.Of(state, known.Release, context.Gate, Now),
        };
    }

    private async Task<IReadOnlyList<EvidenceRow>> EvidenceAsync(ReleaseRecord release, ReleaseState state, (RouterObservation Router, IReadOnlyList<AppVersion> Versions) seen, CancellationToken cancellation)
    {
        var preparing = state is ReleaseState.Draft or ReleaseState.Prepared or ReleaseState.Expanding or ReleaseState.Backfilling or ReleaseState.Verifying or ReleaseState.Ready;
        var stored = await context.Means.Ledger.EvidenceAsync(release.Id, cancellation);
        (string, string)[] others = [.. Others(release, seen.Versions).Select(version => (version.Label, version.Digest))];
        var need = new EvidenceNeed
        {
            Kinds = context.Gate.Policy.RequiredEvidence,
            Sides = EvidenceNeed.Of(release),
            Others = preparing ? others : [],
            Fingerprint = preparing ? await context.Means.Ledger.FingerprintAsync(cancellation) : "",
            RouterGeneration = seen.Router is RouterObservation.At at ? at.Generation : -1,
            At = preparing ? Now : SwitchedAt(state) ?? Now,
        };
        return [.. need.Checks.Select(check => Row(stored, preparing, need with { Kinds = [check.Kind], Sides = [(check.Version, check.Digest)], Others = [] }))];
    }

    // Before the switch a piece counts on the schema and router as they are, afterwards it is shown as it counted then.
    private static EvidenceRow Row(IReadOnlyList<Evidence> stored, bool preparing, EvidenceNeed need)
    {
        var (kind, version, _) = need.Checks.Single();
        var piece = stored.LastOrDefault(found => found.Kind == kind && found.Version == version);
        var judged = EvidenceJudgement.Of(stored, preparing || piece is null ? need : need with { Fingerprint = piece.Fingerprint, RouterGeneration = piece.RouterGeneration });
        return new(kind, version, judged.Verdict, piece, judged.Verdict == EvidenceVerdict.Pass ? null : judged.Why);
    }

    private static IEnumerable<AppVersion> Others(ReleaseRecord release, IReadOnlyList<AppVersion> versions) => versions.Where(version => version.State == VersionState.Live
        && !(version.Service == release.Service && (version.Label == release.Old.Version || version.Label == release.New.Version)));

    private static DateTimeOffset? SwitchedAt(ReleaseState state) => state switch
    {
        ReleaseState.Sharing sharing => sharing.Left.At,
        ReleaseState.Switching switching => switching.Left?.At ?? switching.DecidedAt,
        ReleaseState.Baking baking => baking.Switched.DecidedAt,
        ReleaseState.WindowOpen open => open.Switched.DecidedAt,
        ReleaseState.Retiring retiring => retiring.Switched.DecidedAt,
        ReleaseState.ContractPending pending => pending.Retirement.Switched.DecidedAt,
        ReleaseState.Tombstoned tombstoned => tombstoned.Grant.Retirement.Switched.DecidedAt,
        ReleaseState.Contracting contracting => contracting.Grant.Retirement.Switched.DecidedAt,
        _ => null,
    };

    private static DateTimeOffset? SinceOf(IReadOnlyList<JournalEntry> journal, ReleaseState state)
    {
        DateTimeOffset? since = null;
        foreach (var entry in journal)
        {
            if (entry.Token != 0 && ReleaseJson.StateOf(entry.Payload) is { } found)
            {
                since = found.Word == state.Word ? since ?? entry.At : null;
            }
        }

        return since;
    }
}
