using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Observing;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Running;

/// <summary>Reads what a decision depends on.</summary>
internal sealed class ReleaseReading(ReleaseMeans means, GatePolicy policy)
{
    /// <summary>Lets the new version count as live, and the old one that has the traffic, if the release still starts from the live one.</summary>
    public async Task<ReleaseEvent> ReserveAsync(ReleaseSession session, CancellationToken cancellation)
    {
        var release = session.Release;
        var answer = await means.Ledger.StartAsync(session.Lease, release, cancellation);
        var versions = await means.Ledger.VersionsAsync(cancellation);
        var missing = new[] { release.Old, release.New }.Where(side => Find(versions, release.Service, side.Version) is null).Select(side => side.Version).ToArray();
        var (verdict, why) = answer switch
        {
            StartAnswer.BaseMoved moved => (EvidenceVerdict.Fail, $"it was planned on {release.Base ?? "no release"}, and {moved.Live ?? "none"} is live"),
            StartAnswer.Underway other => (EvidenceVerdict.Fail, $"release {other.Other.Id} is {other.Other.Progress.State}"),
            StartAnswer.PlanDiffers => (EvidenceVerdict.Fail, "a release of this name has another plan"),
            _ when missing.Length > 0 && policy.Mode == GateMode.Enforce => (EvidenceVerdict.Unknown, $"the statements of {string.Join(" and ", missing)} are not stored"),
            _ when Find(versions, release.Service, release.Old.Version) is { State: VersionState.Retired } => (EvidenceVerdict.Fail, $"the support of {release.Old.Version} has ended: there would be no way back"),
            _ => (EvidenceVerdict.Pass, $"{release.New.Version} counts as live"),
        };
        if (verdict == EvidenceVerdict.Pass)
        {
            var reason = $"release {release.Id}";
            if (Find(versions, release.Service, release.Old.Version) is { State: VersionState.Published })
            {
                await ChangeAsync(session, new VersionChange(release.Service, release.Old.Version, VersionState.Live) { Reason = reason }, cancellation);
            }

            await ChangeAsync(session, new VersionChange(release.Service, release.New.Version, VersionState.Live) { Reason = reason }, cancellation);
        }

        return new ReleaseEvent.Reserved(session.Clock.Now, verdict, why);
    }

    /// <summary>Changes a version that the ledger knows; in observe mode there may be none.</summary>
    public async Task ChangeAsync(ReleaseSession session, VersionChange change, CancellationToken cancellation)
    {
        var lease = session.Lease;
        if (Find(await means.Ledger.VersionsAsync(cancellation), change.Service, change.Label) is not null)
        {
            await means.Ledger.ChangeVersionAsync(lease, change, cancellation);
        }
    }

    /// <summary>The fingerprint.</summary>
    public async Task<ReleaseEvent> SchemaAsync(ReleaseSession session, CancellationToken cancellation) =>
        new ReleaseEvent.SchemaSeen(session.Clock.Now, await means.Ledger.FingerprintAsync(cancellation), session.Release.PlannedOn);

    /// <summary>Takes, stores and judges the evidence.</summary>
    public async Task<ReleaseEvent> CollectAsync(ReleaseSession session, ReleaseCommand.CollectEvidence collect, CancellationToken cancellation)
    {
        if (Sights.Of(await means.Router.ObserveAsync(cancellation), session.Release) is not RouterSight.On on)
        {
            return new ReleaseEvent.CommandFailed(session.Clock.Now, collect.Name, $"{means.Router.Name} is on neither version of the release");
        }

        var request = new EvidenceRequest
        {
            Release = session.Release,
            Others = await OthersAsync(session.Release, cancellation),
            Fingerprint = collect.Fingerprint,
            RouterGeneration = on.Generation,
            Lifetime = policy.EvidenceLifetime,
        };
        foreach (var source in means.Evidence)
        {
            foreach (var piece in await session.Keeper!.WhileAsync(token => source.CollectAsync(request, token), cancellation))
            {
                await means.Ledger.AddEvidenceAsync(session.Lease, session.Release.Id, piece, cancellation);
                ReleaseTelemetry.Taken(piece);
            }
        }

        var judgement = await JudgeAsync(session, collect.Fingerprint, (on.Generation, null), cancellation);
        return new ReleaseEvent.EvidenceSeen(session.Clock.Now, judgement.Verdict, await means.Ledger.FingerprintAsync(cancellation), judgement.Why);
    }

    /// <summary>Reads everything again that a switch depends on.</summary>
    public async Task<ReleaseEvent> RereadAsync(ReleaseSession session, ReleaseCommand.RereadEverything reread, CancellationToken cancellation)
    {
        if (session.Keeper is { } keeper)
        {
            await keeper.RenewAsync(cancellation);
        }

        var sight = Sights.Of(await means.Router.ObserveAsync(cancellation), session.Release);
        var judgement = await JudgeAsync(session, reread.Fingerprint, (reread.Generation ?? (sight is RouterSight.On on ? on.Generation : -1), reread.At), cancellation);
        foreach (var side in means.Slots is null ? [] : new[] { session.Release.New, session.Release.Old })
        {
            var seen = await means.Slots!.ObserveAsync(side, cancellation);
            judgement = side == session.Release.New || seen.Verdict == EvidenceVerdict.Fail ? judgement.And(seen.Verdict, seen.Why) : judgement;
        }

        var fingerprint = await means.Ledger.FingerprintAsync(cancellation);
        return new ReleaseEvent.Reread(session.Clock.Now, fingerprint, judgement.Verdict, sight, judgement.Why);
    }

    /// <summary>Looks for the old version, and whether its support has ended.</summary>
    public async Task<ReleaseEvent> OldAsync(ReleaseSession session, CancellationToken cancellation)
    {
        var release = session.Release;
        var seen = await means.OldVersion.ObserveAsync(release, cancellation);
        var ended = Find(await means.Ledger.VersionsAsync(cancellation), release.Service, release.Old.Version) is { State: VersionState.Retired };
        var why = (seen.Sight, ended) switch
        {
            (OldSight.Gone, false) => $"{release.Old.Version} is gone, and its support has not ended",
            _ => seen.Why,
        };
        return new ReleaseEvent.OldSeen(session.Clock.Now, seen.Sight, ended, why);
    }

    /// <summary>Checks whether anybody needs what is to be removed.</summary>
    public async Task<ReleaseEvent> ContractAsync(ReleaseSession session, CancellationToken cancellation)
    {
        var check = await means.Contraction.CheckAsync(session.Release, cancellation);
        var observed = await means.Router.ObserveAsync(cancellation);
        var later = (await means.Ledger.ReleasesAsync(cancellation)).SkipWhile(other => other.Id != session.Release.Id).Skip(1)
            .LastOrDefault(other => other.Service == session.Release.Service && other.Progress.Standing != ReleaseStanding.Withdrawn);

        // Where a later release runs its versions in the slots, neither of them is the one that went.
        var sight = later is not null && Sights.Of(observed, later) is RouterSight.On on ? new RouterSight.On(Side.New, on.Generation) : Sights.Of(observed, session.Release);
        return new ReleaseEvent.ContractChecked(session.Clock.Now, check.Verdict, check.Digest, sight, check.Why) { Permit = check.Permit };
    }

    private async Task<EvidenceJudgement> JudgeAsync(ReleaseSession session, string fingerprint, (long Generation, DateTimeOffset? At) router, CancellationToken cancellation)
    {
        var need = new EvidenceNeed
        {
            Kinds = policy.RequiredEvidence,
            Sides = EvidenceNeed.Of(session.Release),
            Others = [.. (await OthersAsync(session.Release, cancellation)).Select(version => (version.Label, version.Digest))],
            Fingerprint = fingerprint,
            RouterGeneration = router.Generation,
            At = router.At ?? session.Clock.Now,
            Lifetime = policy.EvidenceLifetime,
        };
        return EvidenceJudgement.Of(await means.Ledger.EvidenceAsync(session.Release.Id, cancellation), need);
    }

    private async Task<IReadOnlyList<AppVersion>> OthersAsync(ReleaseRecord release, CancellationToken cancellation) =>
    [
        .. (await means.Ledger.VersionsAsync(cancellation)).Where(version => version.State == VersionState.Live
            && !(version.Service == release.Service && (version.Label == release.Old.Version || version.Label == release.New.Version))),
    ];

    private static AppVersion? Find(IReadOnlyList<AppVersion> versions, string service, string label) =>
        versions.FirstOrDefault(version => version.Service == service && version.Label == label);
}
