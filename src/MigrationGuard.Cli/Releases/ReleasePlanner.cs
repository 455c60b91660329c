using System.Globalization;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases;

/// <summary>Plans a release: versions and base from the ledger, slots from the router.</summary>
internal sealed class ReleasePlanner(ReleaseContext context)
{
    private readonly GateSettings _gate = context.Gate;

    /// <summary>Plans it.</summary>
    /// <exception cref="UsageException">It is not clear what is meant, or it cannot be.</exception>
    /// <exception cref="Servers.DatabaseException">The ledger does not answer.</exception>
    public async Task<PlanAnswer> PlanAsync(PlanRequest request, CancellationToken cancellation)
    {
        var ledger = context.Means.Ledger;
        var releases = await ledger.ReleasesAsync(cancellation);
        if (Underway(releases, request) is { } underway)
        {
            var state = ReleaseJson.StateAfter(await ledger.JournalAsync(underway.Id, cancellation));
            return PlanCheck.Differs(context, underway, state) is { } differs ? new PlanAnswer.Not(differs.Answer, differs.Why) : new PlanAnswer.Planned(underway);
        }

        _ = ReleaseChoice.Own(context, releases.FirstOrDefault(release => release.Id == request.Id));
        var versions = (await ledger.VersionsAsync(cancellation)).Where(version => version.Service == context.Service).ToList();
        var to = request.Version ?? Next(versions);
        var from = request.From ?? From(versions, releases, to);
        if (from == to)
        {
            return new PlanAnswer.Not(ReleaseAnswer.Yes, $"{to} is the version that is live already{(Live(releases) is { } live ? $", by release {live.Id}" : "")}");
        }

        return Unpublished(versions, from, to) is { } missing ? missing
            : await context.Means.Router.ObserveAsync(cancellation) switch
            {
                RouterObservation.At at => new PlanAnswer.Planned(await RecordAsync(request, releases, (Side(versions, from, Known(at.Slot)), Side(versions, to, Other(at.Slot, request.Slot))), cancellation)),
                var seen => new PlanAnswer.Not(ReleaseAnswer.Dependency, $"{context.Means.Router.Name} does not say which slot has the traffic: {ReleaseWords.Of(seen)}"),
            };
    }

    private async Task<ReleaseRecord> RecordAsync(PlanRequest request, IReadOnlyList<ReleaseRecord> releases, (ReleaseSide Old, ReleaseSide New) sides, CancellationToken cancellation) => new()
    {
        Id = request.Id ?? Free(releases, $"{context.Service}-{sides.New.Version}"),
        Service = context.Service,
        Old = sides.Old,
        New = sides.New,
        Plan = PlanDigest.Of(_gate, context.ExpandDigest, sides.Old, sides.New),
        PlannedOn = await context.Means.Ledger.FingerprintAsync(cancellation),
        Base = request.Base switch { null => Live(releases)?.Id, "" => null, var given => given },
        StartedAt = context.Means.Time.GetUtcNow(),
        StartedBy = request.Person,
    };

    private ReleaseRecord? Live(IReadOnlyList<ReleaseRecord> releases) =>
        releases.LastOrDefault(release => release.Service == context.Service && release.Progress.Standing == ReleaseStanding.Settled);

    // The same release again, by a second pipeline or after a crash, is gone on with.
    private ReleaseRecord? Underway(IReadOnlyList<ReleaseRecord> releases, PlanRequest request) => releases.LastOrDefault(release => release.Service == context.Service
        && release.Progress.Standing == ReleaseStanding.Underway
        && (request.Version ?? release.New.Version) == release.New.Version
        && (request.From ?? release.Old.Version) == release.Old.Version
        && (request.Slot ?? release.New.Slot) == release.New.Slot
        && (request.Id ?? release.Id) == release.Id);

    private string Next(List<AppVersion> versions) => versions.Where(version => version.State == VersionState.Published).Select(version => version.Label).ToList() switch
    {
        [var only] => only,
        [] => throw new UsageException($"no version of {context.Service} is published that is not live already; name it with --version, or publish it with 'migrationguard statements publish'"),
        var several => throw new UsageException($"several versions are published: {Words.List(several)}; choose with --version"),
    };

    private string From(List<AppVersion> versions, IReadOnlyList<ReleaseRecord> releases, string to)
    {
        if (Live(releases) is { } settled)
        {
            return settled.New.Version;
        }

        return versions.Where(version => version.State == VersionState.Live && version.Label != to).Select(version => version.Label).ToList() switch
        {
            [var only] => only,
            [] when versions.Exists(version => version.State == VersionState.Live) => to,
            [] => throw new UsageException($"no version of {context.Service} is live; say with 'migrationguard versions add LABEL' which one has the traffic, or with --from"),
            var several => throw new UsageException($"several versions are live: {Words.List(several)}; say with --from which one has the traffic"),
        };
    }

    private PlanAnswer.Not? Unpublished(List<AppVersion> versions, params IEnumerable<string> labels)
    {
        var missing = labels.Where(label => versions.All(version => version.Label != label)).ToList();
        return missing.Count == 0 || _gate.Policy.Mode == GateMode.Observe ? null
            : new(ReleaseAnswer.Unknown, $"the statements of {string.Join(" and ", missing)} are not stored, so nothing can be proved of {(missing.Count == 1 ? "it" : "them")}: 'migrationguard statements publish', or \"mode\": \"observe\" until then");
    }

    private string Known(string slot) => _gate.Slots.ContainsKey(slot) ? slot
        : throw new UsageException($"{context.Means.Router.Name} sends the traffic to {slot}, which is not in gate.slots: {Words.List(_gate.Slots.Keys)}");

    private string Other(string taken, string? wanted)
    {
        var others = _gate.Slots.Keys.Where(name => name != taken).ToList();
        return wanted switch
        {
            null when others.Count == 1 => others[0],
            null => throw new UsageException($"which slot has the new version? --slot {string.Join('|', others)}"),
            _ when wanted == taken => throw new UsageException($"--slot: {wanted} has the traffic of the old version; the new one must run in another"),
            _ => others.Contains(wanted) ? wanted : throw new UsageException($"--slot: there is no slot \"{wanted}\"; write {Words.List(others)}"),
        };
    }

    // In observe mode a version may run of which nothing is stored.
    private static ReleaseSide Side(List<AppVersion> versions, string label, string slot) => new(label, versions.Find(version => version.Label == label)?.Digest ?? "unpublished:" + label, slot);

    // A release that ended keeps its name; the same version again is another release.
    private static string Free(IReadOnlyList<ReleaseRecord> releases, string name)
    {
        var candidate = name;
        for (var number = 2; releases.FirstOrDefault(release => release.Id == candidate) is { Progress.Standing: not ReleaseStanding.Underway }; number++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return candidate;
    }
}
