using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>Runs the removal that is scheduled, if it is due: for cron, and for a pipeline at night.</summary>
internal sealed class DueRun(ReleaseContext context, Surroundings surroundings, (ReleaseExecution Execution, string? Reason) use)
{
    private static readonly ContractCondition[] OfTheDatabase = [ContractCondition.Needed, ContractCondition.Users, ContractCondition.Backfill, ContractCondition.Statements];

    private DateTimeOffset Now => context.Means.Time.GetUtcNow();

    /// <summary>Runs it. Who asked for what is hidden is looked for in any case.</summary>
    /// <param name="release">The release.</param>
    /// <param name="isNamed">Whether just this one is wanted: then it is refused when it is not due.</param>
    /// <param name="cancellation">Ends it; it can be run again.</param>
    public async Task<ReleaseReport> RunAsync(ReleaseRecord release, bool isNamed, CancellationToken cancellation)
    {
        await SayOthersAsync(release, cancellation);
        var state = await StateAsync(release, cancellation);
        if (state is ReleaseState.Tombstoned && await context.Tombstones.LookAsync(release.Id, cancellation) is { Hits: [.., var hit], State: HidingState.Hiding or HidingState.Hidden })
        {
            return await ShownAsync(release, hit, cancellation);
        }

        if (await EarlyAsync(release, state, cancellation) is { } early)
        {
            return new(isNamed ? ReleaseAnswer.Policy : ReleaseAnswer.Yes, early) { Release = release.Id, State = state };
        }

        if (state is ReleaseState.Tombstoned tombstoned && Now < tombstoned.Since + context.Gate.Policy.TombstoneSoak)
        {
            return await new Contracting(context).RunAsync(release, use, cancellation);
        }

        return await RefusedAsync(release, state, cancellation) ?? await new Contracting(context).RunAsync(release, use, cancellation);
    }

    private async Task<ReleaseReport> ShownAsync(ReleaseRecord release, TombstoneHit hit, CancellationToken cancellation)
    {
        var shown = await new Tombstoning(context, surroundings).ShowAsync(release, (use.Execution, hit.ToString()), cancellation);
        await new QueueChange(context, use.Execution.Person).AfterHitAsync(release, hit.ToString(), cancellation);
        return shown.Answer == ReleaseAnswer.Yes ? shown with { Answer = ReleaseAnswer.No, Why = $"{hit}\n{shown.Why}; it is taken off the schedule" } : shown;
    }

    // Why nothing is due; null when it is.
    private async Task<string?> EarlyAsync(ReleaseRecord release, ReleaseState state, CancellationToken cancellation)
    {
        var standing = QueueStanding.Of(await context.Queue.Notes.NotesAsync(cancellation), release.Id);
        if (state is ReleaseState.Done or ReleaseState.Aborted or ReleaseState.RolledBack)
        {
            return $"nothing is due: {(state is ReleaseState.Done ? "it is removed already" : $"the release is {state.Word}")}";
        }

        if (standing.Schedule is not { } schedule)
        {
            return standing.Taken is { } taken ? $"nothing is due: it was taken off the schedule by {taken.Person} {ReleaseWords.Time(taken.At)}: {taken.Reason}" : "nothing is due: it is not scheduled";
        }

        var windows = context.Queue.Calendar.Of(schedule.Window);
        var isOpen = (schedule.NotBefore is not { } first || first <= Now) && (windows.HasWindows ? windows.At(Now) is not null : context.Gate.Policy.FreezeAt(Now) is null);
        return isOpen ? null : $"nothing is due: {(WindowJudgement.Next(standing, context.Queue.Calendar, Now) is { } next ? $"the next time is {QueueWords.Of(next)}"
            : context.Gate.Policy.FreezeAt(Now) is { } freeze ? $"frozen until {ReleaseWords.Time(freeze.Until)}: {freeze.Reason}" : schedule.NotBefore is { } begins ? $"not before {ReleaseWords.Time(begins)}" : "no window comes in the next years")}";
    }

    // What the machine does not ask: the rest of it, with approvals and the window, is asked in the moment of removing.
    private async Task<ReleaseReport?> RefusedAsync(ReleaseRecord release, ReleaseState state, CancellationToken cancellation)
    {
        if (state is not (ReleaseState.ContractPending or ReleaseState.Tombstoned))
        {
            return null;
        }

        var missing = (await new QueueReader(context).ReadAsync(release, cancellation))?.Missing.Where(reason => Array.IndexOf(OfTheDatabase, reason.Condition) >= 0).ToArray() ?? [];
        return missing.Length == 0 || state is ReleaseState.Tombstoned && Array.Exists(missing, reason => reason is { Condition: ContractCondition.Needed, Verdict: EvidenceVerdict.Fail }) ? null
            : new(Array.Exists(missing, reason => reason.Verdict == EvidenceVerdict.Fail) ? ReleaseAnswer.No : ReleaseAnswer.Unknown, string.Join('\n', missing.Select(reason => reason.Text))) { Release = release.Id, State = state };
    }

    private async Task SayOthersAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var notes = await context.Queue.Notes.NotesAsync(cancellation);
        foreach (var other in (await context.Means.Ledger.ReleasesAsync(cancellation)).Where(other => other.Service != release.Service && other.Progress.Standing != ReleaseStanding.Withdrawn && other.Progress.State != "done"))
        {
            if (QueueStanding.Of(notes, other.Id) is { Schedule: { } schedule } && (schedule.NotBefore ?? Now) <= Now && context.Queue.Calendar.Of(schedule.Window).At(Now) is not null)
            {
                surroundings.Say($"{other.Id} of {other.Service} is scheduled for now, too: it is run with the configuration of {other.Service}");
            }
        }
    }

    private async Task<ReleaseState> StateAsync(ReleaseRecord release, CancellationToken cancellation) => ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));
}
