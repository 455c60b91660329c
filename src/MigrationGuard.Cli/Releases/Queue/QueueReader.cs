using MigrationGuard.Contracts;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Operations;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>Reads the queue of removals of a database: of the configured service by its scripts, of others as they were scheduled.</summary>
internal sealed class QueueReader(ReleaseContext context)
{
    private RemovalMeans Queue => context.Queue;

    private DateTimeOffset Now => context.Means.Time.GetUtcNow();

    /// <summary>The removals of the newest release of each service.</summary>
    public async Task<IReadOnlyList<QueueEntry>> ReadAsync(CancellationToken cancellation)
    {
        var notes = await Queue.Notes.NotesAsync(cancellation);
        var releases = await context.Means.Ledger.ReleasesAsync(cancellation);
        var entries = new List<QueueEntry>();
        foreach (var release in releases.Where(release => release.Progress.Standing != ReleaseStanding.Withdrawn).GroupBy(release => release.Service, StringComparer.Ordinal).Select(same => same.Last()))
        {
            if (release.Progress.State is not ("done" or "rolled-back" or "aborted") && await EntryAsync(release, (notes, releases), cancellation) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return [.. entries.OrderBy(entry => entry.Next is null).ThenBy(entry => entry.Next?.From).ThenBy(entry => entry.Schedule?.Number ?? long.MaxValue)];
    }

    /// <summary>One removal; null where the service removes nothing.</summary>
    public async Task<QueueEntry?> ReadAsync(ReleaseRecord release, CancellationToken cancellation) =>
        await EntryAsync(release, (await Queue.Notes.NotesAsync(cancellation), await context.Means.Ledger.ReleasesAsync(cancellation)), cancellation);

    /// <summary>What the scripts of a removal remove, or what is hidden for it already.</summary>
    public async Task<IReadOnlyList<ContractObject>> ObjectsAsync(Hiding? hiding, IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        var known = hiding is { State: HidingState.Hiding or HidingState.Hidden, Objects.Count: > 0 } ? hiding.Objects : (await context.Tombstones.PlanAsync(steps, cancellation)).Objects;
        return known.Count > 0 ? [.. known.Select(found => new ContractObject(found.Identity, found.Kind))]
            : [.. steps.SelectMany(step => step.Statements).SelectMany(statement => statement.Operations).Select(Named).OfType<ContractObject>().Distinct()];
    }

    // What nobody can try is known by what is written.
    private static ContractObject? Named(Operation operation) => RemovedObject.Of(operation) is not { } name ? null
        : new(name.Contains('.', StringComparison.Ordinal) && operation is not DropColumn ? name : $"public.{name}", operation switch { DropColumn => "column", DropTable => "table", _ => "object" });

    private StepPlan? PlanOf(ReleaseRecord release, QueueStanding standing) => release.Service == context.Service
        ? context.Gate.Contract is null ? null : context.Removal
        : standing.Schedule?.Files is { Count: > 0 } files ? StepPlan.Read([.. files.Select(file => new MigrationFile(file.Path, file.Text))]) : null;

    private async Task<QueueEntry?> EntryAsync(ReleaseRecord release, (IReadOnlyList<ContractNote> Notes, IReadOnlyList<ReleaseRecord> Releases) known, CancellationToken cancellation)
    {
        var standing = QueueStanding.Of(known.Notes, release.Id);
        var journal = await context.Means.Ledger.JournalAsync(release.Id, cancellation);
        var state = ReleaseJson.StateAfter(journal);
        var why = journal.LastOrDefault(entry => entry.Token != 0 && ReleaseJson.StateOf(entry.Payload) is not null) is { } moved ? JournalText.Why(moved) : null;
        var retired = RemovalQuestions.Retired(release, state, why);
        var entry = new QueueEntry { Release = release, State = state, Reasons = [retired], Schedule = standing.Schedule, Next = WindowJudgement.Next(standing, Queue.Calendar, Now) };
        if (PlanOf(release, standing) is not { } plan)
        {
            return release.Service == context.Service || state is not (ReleaseState.ContractPending or ReleaseState.Tombstoned or ReleaseState.Contracting) ? null
                : entry with { Reasons = [retired, new(ContractCondition.Needed, EvidenceVerdict.Unknown, $"what {release.Service} removes is in its own configuration; 'migrationguard contract schedule' with that one writes it here")] };
        }

        return await JudgedAsync(entry, plan, (standing, known.Notes, known.Releases), cancellation);
    }

    private async Task<QueueEntry> JudgedAsync(QueueEntry entry, StepPlan plan, (QueueStanding Standing, IReadOnlyList<ContractNote> Notes, IReadOnlyList<ReleaseRecord> Releases) known, CancellationToken cancellation)
    {
        var release = entry.Release;
        var hiding = await context.Tombstones.FindAsync(release.Id, cancellation);
        var left = await Queue.Inputs.LeftAsync(release, plan, cancellation);
        var objects = await ObjectsAsync(hiding, left, cancellation);
        var needed = await Queue.Questions.NeededAsync(left, hiding, cancellation);
        var (statements, since) = entry.Reasons[0].Holds ? await Queue.Questions.StatementsAsync(release.Id, left, hiding, cancellation)
            : (new(ContractCondition.Statements, EvidenceVerdict.Unknown, "what runs is watched when the old version is retired"), null);
        var inputs = await Queue.Inputs.OfAsync(release, plan, cancellation);
        var estimates = await Queue.EstimateAsync(left, cancellation);
        var policy = context.Gate.Removal;
        var broken = known.Standing.Approvals.Count == 0 ? null : await Queue.Notes.BrokenAsync(cancellation);
        return entry with
        {
            Objects = objects,
            Inputs = inputs,
            UnusedSince = since,
            Estimates = estimates,
            Reasons =
            [
                entry.Reasons[0],
                needed,
                await Queue.Questions.UsersAsync(objects, cancellation),
                await Queue.Questions.BackfillAsync(cancellation),
                statements,
                RemovalQuestions.Tombstone(hiding, (entry.State as ReleaseState.Tombstoned)?.Since, context.Gate.Policy.TombstoneSoak, Now),
                Window(known.Standing, policy, estimates),
                ApprovalJudgement.Of(known.Standing, release, (inputs, Now, broken), policy),
                ContractPermits.RestorePoint(known.Standing, policy),
                QueueOrder.Of(release, objects, known.Notes, (known.Releases, Now)),
            ],
        };
    }

    private ContractReason Window(QueueStanding standing, ContractPolicy policy, IReadOnlyList<StepEstimate> estimates) => standing switch
    {
        { Taken: { } taken } => new(ContractCondition.Window, EvidenceVerdict.Fail, $"taken off the schedule by {taken.Person} {ReleaseWords.Time(taken.At)}: {taken.Reason}"),
        { Schedule: null } when policy.HasSay => new(ContractCondition.Window, EvidenceVerdict.Fail, "it is not scheduled: 'migrationguard contract schedule'"),
        _ when context.Gate.Policy.FreezeAt(Now) is { } freeze => new(ContractCondition.Window, EvidenceVerdict.Fail, $"frozen until {ReleaseWords.Time(freeze.Until)}: {freeze.Reason}"),
        _ => WindowJudgement.Of(standing, Queue.Calendar, Now, estimates),
    };
}
