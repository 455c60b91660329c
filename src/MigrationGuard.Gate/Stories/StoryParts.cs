using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Stories;

/// <summary>A time that a release spent in one state.</summary>
/// <param name="State">The word of the state.</param>
/// <param name="From">When it came there.</param>
/// <param name="Until">When it left; null where it is still there.</param>
/// <param name="Why">Why it came there; null where nothing is written.</param>
public sealed record StoryChapter(string State, DateTimeOffset From, DateTimeOffset? Until, string? Why)
{
    /// <summary>Whether it began while the ledger was out of reach.</summary>
    public bool WithoutLedger { get; init; }
}

/// <summary>What somebody asked of a release.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What, e.g. <c>rollback</c>.</param>
/// <param name="Person">Who.</param>
/// <param name="Reason">Why; null where nothing was said.</param>
/// <param name="Answer">What came of it.</param>
public sealed record StoryWish(DateTimeOffset At, string Action, string Person, string? Reason, string? Answer);

/// <summary>An attempt to change the schema.</summary>
/// <param name="Phase"><c>expand</c>, <c>migrate</c> or <c>contract</c>.</param>
/// <param name="At">When it ended.</param>
/// <param name="Seconds">How long it took; null where its beginning is not written.</param>
/// <param name="Outcome">What came of it, e.g. <c>done</c> or <c>retry</c>.</param>
/// <param name="What">What was run, and what was seen.</param>
public sealed record StoryStep(string Phase, DateTimeOffset At, double? Seconds, string Outcome, string What)
{
    /// <summary>Which attempt it was, from 1.</summary>
    public int Attempt { get; init; } = 1;
}

/// <summary>How the traffic was divided from a moment on.</summary>
/// <param name="At">When it was seen.</param>
/// <param name="NewPercent">What the new version had, 0 to 100.</param>
/// <param name="Generation">The router's generation; null where it is not written.</param>
public sealed record TrafficPoint(DateTimeOffset At, int NewPercent, long? Generation);

/// <summary>What was measured of the new version under traffic.</summary>
/// <param name="At">When.</param>
/// <param name="Verdict"><c>good</c>, <c>bad</c>, <c>inconclusive</c>, or a word of the front door.</param>
/// <param name="Why">What was seen.</param>
public sealed record StoryMeasurement(DateTimeOffset At, string Verdict, string Why);

/// <summary>How a story stands, for a colour and for a sentence.</summary>
public enum StoryTone
{
    /// <summary>The new version has the traffic, or everything is done.</summary>
    Good,

    /// <summary>It goes on.</summary>
    Underway,

    /// <summary>The old version has the traffic again, or it was given up.</summary>
    Returned,

    /// <summary>A person has to decide.</summary>
    Waiting,
}

/// <summary>A switch or a way back, with how long it took.</summary>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="ObservedAt">When the router was seen there.</param>
/// <param name="Cause">Why; null for a switch.</param>
public sealed record StoryMove(DateTimeOffset DecidedAt, DateTimeOffset ObservedAt, RollbackCause? Cause)
{
    /// <summary>From the one to the other.</summary>
    public double Seconds => (ObservedAt - DecidedAt).TotalSeconds;
}
