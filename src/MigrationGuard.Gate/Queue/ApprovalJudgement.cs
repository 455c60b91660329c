using System.Globalization;
using MigrationGuard.Contracts;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Queue;

/// <summary>Whether enough people approved a removal as it is now.</summary>
public static class ApprovalJudgement
{
    /// <summary>Every approval with whether it counts and why.</summary>
    /// <param name="standing">What people said.</param>
    /// <param name="release">The release.</param>
    /// <param name="now">What an approval is bound to, as it is now, when that is, and the row of the log that was changed; null while the log is whole.</param>
    /// <param name="policy">How many have to, and for how long it counts.</param>
    public static ContractReason Of(QueueStanding standing, ReleaseRecord release, (ContractInputs Inputs, DateTimeOffset At, string? Broken) now, ContractPolicy policy)
    {
        var lines = new List<string>();
        var counted = new List<ContractNote>();
        foreach (var approval in standing.Approvals)
        {
            var complaint = now.Broken is { } broken ? $"somebody changed {broken}" : Complaint(approval, standing, release, (now.Inputs, now.At), policy);
            lines.Add($"{approval.Person} approved {Time(approval.At)} as database user {approval.DatabaseUser}{(approval.Reason is null ? "" : $" ({approval.Reason})")}{(complaint is null ? "" : $": does not count: {complaint}")}");
            if (complaint is null)
            {
                counted.Add(approval);
            }
        }

        if (counted.Count > 1 && counted.Select(approval => approval.DatabaseUser).Distinct(StringComparer.Ordinal).Count() == 1)
        {
            lines.Add($"all of them through one database user: that they are different people is what they say");
        }

        var head = policy.Approvals == 0 ? "nobody has to approve" : string.Create(CultureInfo.InvariantCulture, $"{counted.Count} of {policy.Approvals} approvals");
        return new(ContractCondition.Approvals, counted.Count >= policy.Approvals ? EvidenceVerdict.Pass : EvidenceVerdict.Fail, string.Join("; ", lines.Prepend(head)));
    }

    private static string? Complaint(ContractNote approval, QueueStanding standing, ReleaseRecord release, (ContractInputs Inputs, DateTimeOffset At) now, ContractPolicy policy)
    {
        if (approval.Inputs is null)
        {
            return "it does not say what was approved";
        }

        if (approval.Inputs.MovedTo(now.Inputs) is { Count: > 0 } moved)
        {
            return $"since then moved {string.Join(" and ", moved)}";
        }

        var end = approval.At + policy.ApprovalLifetime is var latest && approval.ExpiresAt < latest ? approval.ExpiresAt.Value : latest;
        return approval switch
        {
            _ when now.At >= end => $"it expired {Time(end)}",
            _ when approval.At > now.At.AddMinutes(5) => "it is of the future: a clock is wrong",
            _ when !policy.OwnApproval && standing.Schedule is { } schedule && QueueStanding.IsSame(schedule.Person, approval.Person) => "scheduled it",
            _ when !policy.OwnApproval && QueueStanding.IsSame(release.StartedBy, approval.Person) => "started the release",
            _ => null,
        };
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
