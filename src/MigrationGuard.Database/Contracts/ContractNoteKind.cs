namespace MigrationGuard.Contracts;

/// <summary>What somebody said of a removal.</summary>
public enum ContractNoteKind
{
    /// <summary>When it may go.</summary>
    Schedule,

    /// <summary>It goes at no time until it is scheduled anew; approvals from before do not count any more.</summary>
    Unschedule,

    /// <summary>It may go, as it was shown.</summary>
    Approve,

    /// <summary>An approval is taken back.</summary>
    Revoke,

    /// <summary>From what the data can be brought back.</summary>
    RestorePoint,

    /// <summary>Two people take it upon them that approvals and windows do not count.</summary>
    BreakGlass,
}
