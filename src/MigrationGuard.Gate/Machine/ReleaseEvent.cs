using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Machine;

/// <summary>Something that happened or was seen.</summary>
/// <param name="At">When, by the clock of the process.</param>
public abstract record ReleaseEvent(DateTimeOffset At)
{
    /// <summary>Whether the old version can have the traffic back, as it is known then.</summary>
    public WayBack Way { get; init; } = WayBack.Unknown;

    /// <summary>A process took the release over.</summary>
    public sealed record Resumed(DateTimeOffset At) : ReleaseEvent(At);

    /// <summary>A person asked for something.</summary>
    public sealed record Asked(DateTimeOffset At, ReleaseAction Action, string Person, string? Reason) : ReleaseEvent(At)
    {
        /// <summary>The end of the window that is asked for.</summary>
        public DateTimeOffset? Until { get; init; }

        /// <summary>Whether the person takes it upon them that the rollback floor is not known.</summary>
        public bool AcceptsUnknownFloor { get; init; }

        /// <summary>Whether the person takes it upon them that clients still go by old answers of the DNS.</summary>
        public bool AcceptsOldNames { get; init; }
    }

    /// <summary>The new version counts as live, or may not.</summary>
    public sealed record Reserved(DateTimeOffset At, EvidenceVerdict Verdict, string Why) : ReleaseEvent(At);

    /// <summary>The schema was read.</summary>
    /// <param name="At">When.</param>
    /// <param name="Fingerprint">Its fingerprint.</param>
    /// <param name="Planned">The fingerprint that the release was planned on.</param>
    public sealed record SchemaSeen(DateTimeOffset At, string Fingerprint, string Planned) : ReleaseEvent(At);

    /// <summary>A step of a migration was tried.</summary>
    /// <param name="At">When.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Steps">How many are done.</param>
    /// <param name="Total">How many there are.</param>
    /// <param name="Why">What was seen.</param>
    public sealed record StepSeen(DateTimeOffset At, StepOutcome Outcome, int Steps, int Total, string Why) : ReleaseEvent(At);

    /// <summary>The backfills were looked at.</summary>
    public sealed record JobsSeen(DateTimeOffset At, JobsStanding Standing, string Why) : ReleaseEvent(At);

    /// <summary>Evidence was taken and judged against what the policy requires.</summary>
    /// <param name="At">When.</param>
    /// <param name="Verdict">The verdict of all of it.</param>
    /// <param name="Fingerprint">The fingerprint of the schema afterwards.</param>
    /// <param name="Why">What is missing or failed.</param>
    public sealed record EvidenceSeen(DateTimeOffset At, EvidenceVerdict Verdict, string Fingerprint, string Why) : ReleaseEvent(At);

    /// <summary>Everything that a switch depends on was read again.</summary>
    /// <param name="At">When.</param>
    /// <param name="Fingerprint">The fingerprint of the schema.</param>
    /// <param name="Evidence">The verdict of the stored evidence on it.</param>
    /// <param name="Router">Where the router is.</param>
    /// <param name="Why">What is missing or failed.</param>
    public sealed record Reread(DateTimeOffset At, string Fingerprint, EvidenceVerdict Evidence, RouterSight Router, string Why) : ReleaseEvent(At);

    /// <summary>The router was looked at, or moved and looked at.</summary>
    public sealed record RouterSeen(DateTimeOffset At, RouterSight Sight) : ReleaseEvent(At);

    /// <summary>The front door was asked who answers.</summary>
    public sealed record FrontDoorSeen(DateTimeOffset At, FrontDoor Answer, string Why) : ReleaseEvent(At);

    /// <summary>The requests of the old version were waited for.</summary>
    /// <param name="At">When that ended.</param>
    /// <param name="Remaining">How many were left.</param>
    /// <param name="Counted">Whether they were counted; without it only time passed.</param>
    public sealed record DrainSeen(DateTimeOffset At, long Remaining, bool Counted) : ReleaseEvent(At);

    /// <summary>A window under traffic was measured.</summary>
    public sealed record Measured(DateTimeOffset At, BakeReading Reading, string Why) : ReleaseEvent(At);

    /// <summary>The old version was looked for.</summary>
    /// <param name="At">When.</param>
    /// <param name="Old">Whether it runs.</param>
    /// <param name="SupportEnded">Whether the ledger says that its support has ended.</param>
    /// <param name="Why">What was seen, with hosts and processes.</param>
    public sealed record OldSeen(DateTimeOffset At, OldSight Old, bool SupportEnded, string Why) : ReleaseEvent(At);

    /// <summary>It was checked whether anybody needs what is to be removed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Verdict">Whether it may be removed.</param>
    /// <param name="Digest">SHA-256 over what was checked.</param>
    /// <param name="Router">Where the router is.</param>
    /// <param name="Why">Who needs it: version, statement and place.</param>
    public sealed record ContractChecked(DateTimeOffset At, EvidenceVerdict Verdict, string Digest, RouterSight Router, string Why) : ReleaseEvent(At)
    {
        /// <summary>Whether people let it happen now; null where nobody has to.</summary>
        public ContractPermit? Permit { get; init; }
    }

    /// <summary>The hidden objects were looked at, or hidden or shown and looked at.</summary>
    public sealed record TombstoneSeen(DateTimeOffset At, TombstoneSight Sight, string Why) : ReleaseEvent(At);

    /// <summary>The new version stopped counting as live.</summary>
    public sealed record Withdrawn(DateTimeOffset At) : ReleaseEvent(At);

    /// <summary>Something that a command needs did not answer.</summary>
    public sealed record CommandFailed(DateTimeOffset At, string Command, string Why) : ReleaseEvent(At);

    /// <summary>The ledger does not answer any more.</summary>
    public sealed record LedgerLost(DateTimeOffset At, string Why) : ReleaseEvent(At);
}
