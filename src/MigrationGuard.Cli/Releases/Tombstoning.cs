using System.Globalization;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases.Queue;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Releases;

/// <summary>Hides what a release would remove, watches who misses it, and shows it again.</summary>
internal sealed class Tombstoning(ReleaseContext context, Surroundings surroundings)
{
    private ITombstones Tombstones => context.Tombstones;

    /// <summary>What would be hidden and how; nothing is done.</summary>
    public async Task<ReleaseReport> PlanAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var plan = await Tombstones.PlanAsync(context.Removal.Steps, cancellation);
        var lines = plan is { Objects.Count: 0, Problems.Count: > 0 } ? [] : plan.Objects.Count == 0 ? ["nothing is dropped that could be hidden"] : plan.Objects.Select(Line);
        return new(plan.Problems.Count == 0 ? ReleaseAnswer.Yes : ReleaseAnswer.No, string.Join('\n', lines.Concat(plan.Problems))) 
        {
            Release = release.Id,
            State = await StateAsync(release, cancellation),
            Objects = plan.Objects,
            Problems = plan.Problems,
        };
    }

    /// <summary>Hides it, if nobody needs it; what is hidden is looked at.</summary>
    /// <exception cref="UsageException">The policy hides nothing, or what was said does not fit.</exception>
    public async Task<ReleaseReport> HideAsync(ReleaseRecord release, (ReleaseExecution Execution, string? Reason, bool Again) use, CancellationToken cancellation)
    {
        if (context.Gate.Policy.TombstoneSoak <= TimeSpan.Zero)
        {
            throw new UsageException($"{context.Gate.Origin}: gate.policy.tombstoneSoak is {Durations.Text(context.Gate.Policy.TombstoneSoak)}, so that nothing is hidden before it is removed; write e.g. \"7d\"");
        }

        if (use.Again)
        {
            var reason = string.IsNullOrWhiteSpace(use.Reason) ? throw new UsageException("--again takes it upon somebody that who asked so far does not count: say why with --reason") : use.Reason;
            await Tombstones.SettleHitsAsync(release.Id, $"{use.Execution.Person}: {reason}", cancellation);
        }

        return await StateAsync(release, cancellation) is ReleaseState.Tombstoned { Lifting: false } state
            ? await SeenAsync(release, state, cancellation)
            : await new Contracting(context).RunAsync(release, (use.Execution, use.Reason), cancellation);
    }

    /// <summary>Shows it again at once; the release follows when nobody else has the lease.</summary>
    public async Task<ReleaseReport> ShowAsync(ReleaseRecord release, (ReleaseExecution Execution, string? Reason) use, CancellationToken cancellation)
    {
        var shown = await Tombstones.ShowAsync(release.Id, cancellation);
        var state = await StateAsync(release, cancellation);
        if (!shown.IsDone)
        {
            return new(ReleaseAnswer.Dependency, shown.Why) { Release = release.Id, State = state };
        }

        var report = state is ReleaseState.Tombstoned
            ? await context.Runner.AskAsync(release.Id, new(ReleaseAction.Abort, use.Execution.Person, use.Reason ?? "shown again"), use.Execution.Options(ReleaseGoal.Rest), cancellation)
            : new(ReleaseAnswer.Yes, shown.Why) { Release = release.Id, State = state };
        return report.State is ReleaseState.Tombstoned ? report with { Why = $"{shown.Why}; the release follows with the next command: {report.Why}" } : report with { Why = shown.Why };
    }

    /// <summary>Records that somebody asked for it, and shows it again.</summary>
    /// <exception cref="UsageException">Nothing of that name is hidden.</exception>
    public async Task<ReleaseReport> HitAsync(ReleaseRecord release, TombstoneHit hit, ReleaseExecution execution, CancellationToken cancellation)
    {
        var hiding = await Tombstones.FindAsync(release.Id, cancellation);
        var names = hiding?.Objects.Select(hidden => hidden.Identity).ToList() ?? [];
        if (hit.Object.Length == 0 || !names.Exists(name => $".{name}.".Contains($".{hit.Object}.", StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException($"--object: \"{hit.Object}\" is not hidden for {release.Id}; {(names.Count == 0 ? "nothing is" : $"hidden is {string.Join(", ", names)}")}");
        }

        await Tombstones.ReportAsync(release.Id, hit, cancellation);
        var report = await ShowAsync(release, (execution, hit.ToString()), cancellation);
        await new QueueChange(context, execution.Person).AfterHitAsync(release, hit.ToString(), cancellation);
        return report.Answer == ReleaseAnswer.Yes ? report with { Why = $"{hit}\n{report.Why}" } : report;
    }

    /// <summary>Looks until it was hidden long enough, and shows it again when somebody asks for it.</summary>
    public async Task<ReleaseReport> WatchAsync(ReleaseRecord release, (ReleaseExecution Execution, TimeSpan Interval, bool Once) use, CancellationToken cancellation)
    {
        for (string? said = null; ;)
        {
            var state = await StateAsync(release, cancellation);
            var hiding = await Tombstones.LookAsync(release.Id, cancellation);
            var now = Seen(hiding, (release, state));
            if (hiding is { Hits: [.., var hit], State: HidingState.Hiding or HidingState.Hidden })
            {
                now = await ShowAsync(release, (use.Execution, hit.ToString()), cancellation);
                await new QueueChange(context, use.Execution.Person).AfterHitAsync(release, hit.ToString(), cancellation);
                if (use.Once || now.Answer != ReleaseAnswer.Dependency)
                {
                    return now.Answer == ReleaseAnswer.Yes ? now with { Answer = ReleaseAnswer.No, Why = $"{hit}\n{now.Why}" } : now;
                }
            }
            else if (use.Once || hiding is not { State: HidingState.Hiding or HidingState.Hidden } || surroundings.Time.GetUtcNow() >= hiding.Since + context.Gate.Policy.TombstoneSoak)
            {
                return now;
            }

            if (now.Why != said)
            {
                surroundings.Say(said = now.Why);
            }

            await Task.Delay(use.Interval, surroundings.Time, cancellation);
        }
    }

    private async Task<ReleaseReport> SeenAsync(ReleaseRecord release, ReleaseState state, CancellationToken cancellation) => Seen(await Tombstones.LookAsync(release.Id, cancellation), (release, state));

    private ReleaseReport Seen(Hiding? hiding, (ReleaseRecord Release, ReleaseState State) of)
    {
        var (answer, why) = hiding switch
        {
            { InUse: { } used } => (ReleaseAnswer.No, used),
            { State: HidingState.Hiding or HidingState.Hidden, Objects.Count: > 0, Gap: { } gap } => (ReleaseAnswer.Unknown, $"{Lines(hiding)}\nwhether somebody asked for it is not known: {gap}"),
            { State: HidingState.Hiding or HidingState.Hidden } => (ReleaseAnswer.Yes, $"{Lines(hiding)}\nnobody asked for it{(context.Gate.Contract?.Hits == HitSource.Reported ? ", as far as was reported: the server's log is not read" : "")}"),
            { State: HidingState.Removed } => (ReleaseAnswer.Yes, "it is removed already"),
            _ => (ReleaseAnswer.No, "nothing is hidden; 'migrationguard contract tombstone' hides what is to be removed"),
        };
        return new(answer, why) { Release = of.Release.Id, State = of.State, Objects = hiding?.Objects };
    }

    private string Lines(Hiding hiding) => string.Join('\n', hiding.Objects.Select(Line).Append(string.Create(
        CultureInfo.InvariantCulture, $"hidden since {hiding.Since.UtcDateTime:u}, until {(hiding.Since + context.Gate.Policy.TombstoneSoak).UtcDateTime:u}")));

    private static string Line(HiddenObject hidden)
    {
        var by = hidden.HiddenName is { } name ? $"called {name}" : hidden.Renamed ? "by its rights and another name" : "by its rights";
        return $"{hidden.Kind} {hidden.Identity}: {by}{(hidden.Note is null ? "" : $"; {hidden.Note}")}";
    }

    private async Task<ReleaseState> StateAsync(ReleaseRecord release, CancellationToken cancellation) => ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));
}
