using MigrationGuard.Gate.Maintenance;

namespace MigrationGuard.Gate.Policies;

/// <summary>What a team requires before something is removed, beyond that nobody needs it.</summary>
public sealed record ContractPolicy
{
    /// <summary>How many people have to approve; none by default.</summary>
    public int Approvals { get; init; }

    /// <summary>How long an approval counts; 30 days by default, so that it outlives the time in which objects are hidden.</summary>
    public TimeSpan ApprovalLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether whoever scheduled the removal or started the release counts as an approver; not by default.</summary>
    public bool OwnApproval { get; init; }

    /// <summary>Whether a restore point has to be recorded; not by default.</summary>
    public bool RestorePoint { get; init; }

    /// <summary>The maintenance windows; without any, removals run at any time outside the freezes.</summary>
    public IReadOnlyList<MaintenanceWindow> Windows { get; init; } = [];

    /// <summary>How long a broken glass counts.</summary>
    public static TimeSpan BreakGlassLifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>Whether people have a say at all.</summary>
    public bool HasSay => Approvals > 0 || RestorePoint || Windows.Count > 0;
}
