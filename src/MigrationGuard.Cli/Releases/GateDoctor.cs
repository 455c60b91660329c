using System.CommandLine;
using MigrationGuard.Cli.Commands;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Watching.Queries;
using MigrationGuard.Guarding;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Finds what of the gate is not ready.</summary>
internal sealed class GateDoctor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ReleaseContext _context;
    private readonly List<DoctorFinding> _findings = [];

    private GateDoctor(ReleaseContext context) => _context = context;

    /// <summary>The findings; none without a section <c>gate</c>.</summary>
    /// <exception cref="UsageException">The configuration cannot be read.</exception>
    public static async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        if (JudgeOptions.Configured(result, surroundings).Gate is null)
        {
            return [];
        }

        await using var context = ReleaseContext.Back(result, surroundings);
        var doctor = new GateDoctor(context);
        var label = await doctor.FrontDoorAsync(cancellation);
        await doctor.ConfigurationAsync((result, surroundings), label, cancellation);
        await doctor.RouterAsync(cancellation);
        await doctor.LedgerAsync(label, cancellation);
        return doctor._findings;
    }

    private async Task ConfigurationAsync((ParseResult Result, Surroundings Surroundings) use, string? label, CancellationToken cancellation)
    {
        try
        {
            await using var forward = ReleaseContext.Forward(use.Result, use.Surroundings);
            await QueriesAsync(forward, label ?? "", cancellation);
        }
        catch (UsageException exception)
        {
            Find("gate-configuration", exception.Message, "Releases are refused until the configuration is mended; going back works.");
        }

        if (_context.Gate.Suites.Count == 0 && _context.Gate.Probes.Count == 0)
        {
            Find("gate-evidence", "neither gate.suites nor gate.probes are configured", "Proofs know statements only; add a suite or a probe that runs against both versions.");
        }
    }

    // Of the version that has the traffic every query has one value; the new one has none before the switch.
    private async Task QueriesAsync(ReleaseContext forward, string label, CancellationToken cancellation)
    {
        var live = await forward.Means.Router.ObserveAsync(cancellation) is RouterObservation.At at ? at.Slot : forward.Gate.Slots.Keys.First();
        var other = forward.Gate.Slots.Keys.FirstOrDefault(slot => slot != live, live);
        foreach (var (query, answer) in await BakeReadiness.AskAsync(forward, new((live, label), (other, label), forward.Gate.Policy.BakeWindow), cancellation))
        {
            if (answer is not QueryAnswer.Number && QueryBake.Judge(query, answer) is { Reading: not BakeReading.Good } judged)
            {
                Find("gate-query", $"{judged.Why} (asked for {live}, which has the traffic)", "A release would be held behind the switch; docs/bake.md says what each query needs.");
            }
        }
    }

    private async Task<string?> FrontDoorAsync(CancellationToken cancellation)
    {
        var door = _context.Gate.Router.FrontDoor;
        var probe = await _context.Means.Router.ProbeAsync(3, cancellation);
        if (probe.Release is null)
        {
            Find("gate-front-door", $"{door.Address} named no version ({probe.Answered} answered, {probe.Failed} failed)", $"Let every version answer there with the header {door.ReleaseHeader}: VERSION; gate.router.frontDoor says where it is.");
        }

        return probe.Release;
    }

    private async Task RouterAsync(CancellationToken cancellation)
    {
        var seen = await _context.Means.Router.ObserveAsync(cancellation);
        if (seen is not RouterObservation.At at)
        {
            Find("gate-router", $"{_context.Means.Router.Name} does not say where the traffic goes: {ReleaseWords.Of(seen)}", "Mend gate.router; docs/gate.md says what every kind needs.");
            return;
        }

        if (!_context.Means.Router.Capabilities.Atomic)
        {
            Find("gate-router", $"{_context.Means.Router.Name} does not move all requests at once, and cuts connections that are kept open", "Take another form if it can be; docs/routers.md says what was measured.");
        }

        if (!_context.Gate.Slots.TryGetValue(at.Slot, out var slot))
        {
            Find("gate-router", $"{_context.Means.Router.Name} sends the traffic to {at.Slot}, which is not in gate.slots", $"Known are {Words.List(_context.Gate.Slots.Keys)}.");
        }
        else if (await SilenceAsync(slot.Url, cancellation) is { } silence)
        {
            Find("gate-slot", $"slot {at.Slot}, which has the traffic, does not answer at its own door {slot.Url}: {silence}", "gate.slots names the address beside the router.");
        }
    }

    private async Task<string?> SilenceAsync(Uri url, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            var door = _context.Gate.Router.FrontDoor;
            using var response = await client.GetAsync(new Uri(url, door.Address.PathAndQuery), HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.Headers.Contains(door.ReleaseHeader) ? null : $"the answer to {door.Address.PathAndQuery} has no header {door.ReleaseHeader}";
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return exception.Message;
        }
    }

    private async Task LedgerAsync(string? label, CancellationToken cancellation)
    {
        try
        {
            var versions = (await _context.Means.Ledger.VersionsAsync(cancellation)).Where(version => version.Service == _context.Service).ToList();
            _ = await _context.Means.Ledger.ReleasesAsync(cancellation);
            if (label is not null && versions.Find(version => version.Label == label) is not { State: VersionState.Live })
            {
                Find("gate-manifest", $"{_context.Service} {label} has the traffic and is not a live version here", "Publish its statements ('statements publish') and make it live ('versions add'); docs/gate.md says where they come from. Until then use \"mode\": \"observe\".");
            }

            foreach (var version in versions.Where(version => version is { State: VersionState.Live, Statements: 0 }))
            {
                Find("gate-manifest", $"{version} is live, and no statement of it is published", "Publish its statements: without them nothing can be proved.");
            }
        }
        catch (DatabaseException exception)
        {
            Find("gate-ledger", exception.Message, exception.Hint ?? "'migrationguard guard install' makes the ledger; the role of the pipeline needs migration_guard_releaser.");
        }
    }

    private void Find(string id, string what, string advice) => _findings.Add(new(id, what, advice));
}
