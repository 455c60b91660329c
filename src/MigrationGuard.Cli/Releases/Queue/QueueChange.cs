using MigrationGuard.Contracts;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>Writes down what somebody says of a removal. Every method gives an answer in the words of a release.</summary>
/// <param name="context">The configuration and the database.</param>
/// <param name="person">Who says it.</param>
internal sealed class QueueChange(ReleaseContext context, string person)
{
    private DateTimeOffset Now => context.Means.Time.GetUtcNow();

    /// <summary>Schedules a removal.</summary>
    /// <param name="release">The release.</param>
    /// <param name="wish">When, and what else is said; its kind, person and time are not read.</param>
    /// <param name="cancellation">Ends the queries.</param>
    /// <exception cref="UsageException">There is no such window.</exception>
    public async Task<ReleaseReport> ScheduleAsync(ReleaseRecord release, ContractNote wish, CancellationToken cancellation)
    {
        RequireWindow(wish.Window);
        var state = await StateAsync(release, cancellation);
        if (state is ReleaseState.Done or ReleaseState.Aborted or ReleaseState.RolledBack or ReleaseState.RollingBack)
        {
            return Report(release, state, (ReleaseAnswer.Policy, $"the release is {state.Word}: nothing of it can be removed"));
        }

        var hiding = await context.Tombstones.FindAsync(release.Id, cancellation);
        var left = await context.Queue.Inputs.LeftAsync(release, context.Removal, cancellation);
        var note = wish with
        {
            Kind = ContractNoteKind.Schedule,
            Person = person,
            At = Now,
            Objects = await new QueueReader(context).ObjectsAsync(hiding, left, cancellation),
            Files = [.. context.Removal.Files.Select(file => new ContractFile(file.Path, file.Text))],
        };
        var written = await context.Queue.Notes.WriteAsync(release.Id, note, cancellation);
        var standing = QueueStanding.Of([written], release.Id);
        var next = WindowJudgement.Next(standing, context.Queue.Calendar, Now);
        var when = next is not null ? QueueWords.Of(next) : context.Queue.Calendar.HasWindows ? "no window comes in the next years" : note.NotBefore is { } first ? $"at any time from {ReleaseWords.Time(first)}" : "at any time";
        return Report(release, state, (ReleaseAnswer.Yes, $"{string.Join(", ", note.Objects)} is scheduled by {person}: {when}{Approvals()}"));
    }

    /// <summary>Takes it upon the person that those who asked so far do not count any more.</summary>
    /// <exception cref="UsageException">It is without a reason.</exception>
    public Task SettleHitsAsync(ReleaseRecord release, string? reason, CancellationToken cancellation) => string.IsNullOrWhiteSpace(reason)
        ? throw new UsageException("--again takes it upon somebody that who asked so far does not count: say why with --reason")
        : context.Tombstones.SettleHitsAsync(release.Id, $"{person}: {reason}", cancellation);

    /// <summary>Takes a removal off the schedule; approvals from before do not count any more.</summary>
    public async Task<ReleaseReport> UnscheduleAsync(ReleaseRecord release, string? reason, CancellationToken cancellation)
    {
        await context.Queue.Notes.WriteAsync(release.Id, new(ContractNoteKind.Unschedule, person, Now) { Reason = reason ?? "no reason was given" }, cancellation);
        return Report(release, await StateAsync(release, cancellation), (ReleaseAnswer.Yes, $"it is taken off the schedule; approvals from before do not count any more"));
    }

    /// <summary>Takes a removal off the schedule because somebody asked for what was hidden; does nothing where it is not on it.</summary>
    public async Task AfterHitAsync(ReleaseRecord release, string hit, CancellationToken cancellation)
    {
        if (QueueStanding.Of(await context.Queue.Notes.NotesAsync(cancellation), release.Id).Schedule is not null)
        {
            await context.Queue.Notes.WriteAsync(release.Id, new(ContractNoteKind.Unschedule, person, Now) { Reason = $"it was hidden and somebody asked for it: {hit}" }, cancellation);
        }
    }

    /// <summary>Approves a removal as it is now.</summary>
    /// <param name="release">The release.</param>
    /// <param name="said">Why, and the digest that the person has looked at; null for whatever it is now.</param>
    /// <param name="cancellation">Ends the queries.</param>
    public async Task<ReleaseReport> ApproveAsync(ReleaseRecord release, (string Reason, string? Digest) said, CancellationToken cancellation)
    {
        var state = await StateAsync(release, cancellation);
        if (state is not (ReleaseState.ContractPending or ReleaseState.Tombstoned or ReleaseState.Contracting))
        {
            return Report(release, state, (ReleaseAnswer.Policy, $"the release is {state.Word}: what an approval is bound to moves until {release.Old.Version} is gone and retired; approve then"));
        }

        var inputs = await context.Queue.Inputs.OfAsync(release, context.Removal, cancellation);
        if (said.Digest is not null && !string.Equals(said.Digest, inputs.Digest, StringComparison.Ordinal))
        {
            return Report(release, state, (ReleaseAnswer.Drift, $"what is to be approved is {inputs.Digest} now, and not {said.Digest}; look at it with 'migrationguard contract list'"));
        }

        var note = new ContractNote(ContractNoteKind.Approve, person, Now) { Reason = said.Reason, Inputs = inputs, ExpiresAt = Now + context.Gate.Removal.ApprovalLifetime };
        var written = await context.Queue.Notes.WriteAsync(release.Id, note, cancellation);
        var standing = QueueStanding.Of(await context.Queue.Notes.NotesAsync(cancellation), release.Id);
        var judged = ApprovalJudgement.Of(standing, release, (inputs, Now, await context.Queue.Notes.BrokenAsync(cancellation)), context.Gate.Removal);
        return Report(release, state, (ReleaseAnswer.Yes, $"{person} approves it as database user {written.DatabaseUser}, until {ReleaseWords.Time(note.ExpiresAt.Value)}, bound to {inputs.Digest}\n{judged.Text}"));
    }

    /// <summary>Takes back one's own approval, or that of another person.</summary>
    public async Task<ReleaseReport> RevokeAsync(ReleaseRecord release, (string? Other, string? Reason) said, CancellationToken cancellation)
    {
        var of = said.Other ?? person;
        var state = await StateAsync(release, cancellation);
        if (!QueueStanding.Of(await context.Queue.Notes.NotesAsync(cancellation), release.Id).Approvals.Any(approval => QueueStanding.IsSame(approval.Person, of)))
        {
            return Report(release, state, (ReleaseAnswer.No, $"{of} has not approved it"));
        }

        await context.Queue.Notes.WriteAsync(release.Id, new(ContractNoteKind.Revoke, person, Now) { Other = of, Reason = said.Reason }, cancellation);
        return Report(release, state, (ReleaseAnswer.Yes, $"the approval of {of} does not count any more"));
    }

    /// <summary>Records a restore point.</summary>
    public Task RestorePointAsync(ReleaseRecord release, string name, CancellationToken cancellation) =>
        context.Queue.Notes.WriteAsync(release.Id, new(ContractNoteKind.RestorePoint, person, Now) { RestorePoint = name }, cancellation);

    /// <summary>Records that two people take it upon them that approvals and windows do not count for an hour.</summary>
    /// <exception cref="UsageException">It is one person, or without a reason.</exception>
    public Task BreakGlassAsync(ReleaseRecord release, (string? Second, string? Reason) said, CancellationToken cancellation)
    {
        var reason = string.IsNullOrWhiteSpace(said.Reason) ? throw new UsageException("--break-glass lets approvals and windows not count: say why with --reason") : said.Reason;
        var second = string.IsNullOrWhiteSpace(said.Second) || QueueStanding.IsSame(said.Second, person) ? throw new UsageException("--break-glass takes two people: name the other one with --second") : said.Second;
        return context.Queue.Notes.WriteAsync(release.Id, new(ContractNoteKind.BreakGlass, person, Now) { Other = second, Reason = reason }, cancellation);
    }

    private void RequireWindow(string? name)
    {
        var windows = context.Gate.Removal.Windows;
        if (name is not null && !windows.Any(window => string.Equals(window.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException($"--window: there is no window \"{name}\"; {(windows.Count == 0 ? "none is configured in gate.maintenance" : $"there is {string.Join(", ", windows.Select(window => $"\"{window.Name}\""))}")}");
        }
    }

    private string Approvals() => context.Gate.Removal.Approvals is > 0 and var needed ? FormattableString.Invariant($"\n{needed} {(needed == 1 ? "person has" : "people have")} to approve it: migrationguard contract approve --as NAME --reason TEXT") : "";

    private async Task<ReleaseState> StateAsync(ReleaseRecord release, CancellationToken cancellation) => ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));

    private static ReleaseReport Report(ReleaseRecord release, ReleaseState state, (ReleaseAnswer Answer, string Why) said) => new(said.Answer, said.Why) { Release = release.Id, State = state };
}
