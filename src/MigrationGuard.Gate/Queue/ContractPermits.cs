using MigrationGuard.Contracts;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Queue;

/// <summary>Says whether people let a removal happen now. Everything is read anew each time it is asked.</summary>
/// <param name="queue">What people said.</param>
/// <param name="inputs">What an approval is bound to.</param>
/// <param name="ledger">The releases.</param>
/// <param name="policy">What is required.</param>
/// <param name="calendar">The maintenance windows.</param>
public sealed class ContractPermits(IContractQueue queue, RemovalInputs inputs, IReleaseLedger ledger, ContractPolicy policy, MaintenanceCalendar calendar)
{
    /// <summary>How long steps may take.</summary>
    public required Func<IReadOnlyList<MigrationStep>, CancellationToken, Task<IReadOnlyList<StepEstimate>>> Estimate { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether people let these steps of a removal happen now; null where nobody has a say.</summary>
    public async Task<ContractPermit?> OfAsync(ReleaseRecord release, StepPlan plan, IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        var notes = await queue.NotesAsync(cancellation);
        var standing = QueueStanding.Of(notes, release.Id);
        if (!policy.HasSay && standing is { Schedule: null, Taken: null })
        {
            return null;
        }

        var at = Time.GetUtcNow();
        var now = await inputs.OfAsync(release, plan, cancellation);
        if (standing.Glass is { } glass && glass.At <= at && at < glass.At + ContractPolicy.BreakGlassLifetime)
        {
            return new(true, now.Digest, $"the glass is broken by {glass.Person} and {glass.Other}: {glass.Reason}");
        }

        ContractReason[] reasons =
        [
            WindowJudgement.Of(standing, calendar, at, calendar.HasWindows ? await Estimate(steps, cancellation) : []),
            ApprovalJudgement.Of(standing, release, (now, at, standing.Approvals.Count == 0 ? null : await queue.BrokenAsync(cancellation)), policy),
            RestorePoint(standing, policy),
            QueueOrder.Of(release, standing.Schedule?.Objects ?? [], notes, (await ledger.ReleasesAsync(cancellation), at)),
        ];
        return reasons.Where(reason => !reason.Holds).ToArray() is { Length: > 0 } missing
            ? new(false, now.Digest, string.Join('\n', missing.Select(reason => reason.Text)))
            : new(true, now.Digest, string.Join("; ", reasons.Where(reason => reason.Condition is ContractCondition.Window or ContractCondition.Approvals).Select(reason => reason.Text)));
    }

    /// <summary>Whether a restore point is recorded where one is required.</summary>
    public static ContractReason RestorePoint(QueueStanding standing, ContractPolicy policy) => (standing.RestorePoint, policy.RestorePoint) switch
    {
        ({ } note, _) => new(ContractCondition.RestorePoint, EvidenceVerdict.Pass, FormattableString.Invariant($"{note.RestorePoint}, recorded by {note.Person} {note.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC")),
        (null, true) => new(ContractCondition.RestorePoint, EvidenceVerdict.Fail, "none is recorded: give the name of the backup with --restore-point"),
        _ => new(ContractCondition.RestorePoint, EvidenceVerdict.Pass, "the policy does not require one"),
    };
}
