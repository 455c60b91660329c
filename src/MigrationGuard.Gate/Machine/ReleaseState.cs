using System.Text.Json.Serialization;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Machine;

/// <summary>Where a release is; each state carries only what is needed to go on from it, also after a crash.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "state")]
[JsonDerivedType(typeof(Draft), "draft")]
[JsonDerivedType(typeof(Prepared), "prepared")]
[JsonDerivedType(typeof(Expanding), "expanding")]
[JsonDerivedType(typeof(Backfilling), "backfilling")]
[JsonDerivedType(typeof(Verifying), "verifying")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Sharing), "sharing")]
[JsonDerivedType(typeof(Switching), "switching")]
[JsonDerivedType(typeof(Baking), "baking")]
[JsonDerivedType(typeof(WindowOpen), "window-open")]
[JsonDerivedType(typeof(Retiring), "retiring")]
[JsonDerivedType(typeof(ContractPending), "contract-pending")]
[JsonDerivedType(typeof(Tombstoned), "tombstoned")]
[JsonDerivedType(typeof(Contracting), "contracting")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(RollingBack), "rolling-back")]
[JsonDerivedType(typeof(RolledBack), "rolled-back")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(Aborted), "aborted")]
public abstract record ReleaseState
{
    private ReleaseState()
    {
    }

    /// <summary>The word that people, journal and reports use.</summary>
    [JsonIgnore]
    public string Word => StateWords.Of(this);

    /// <summary>What it means for other releases.</summary>
    [JsonIgnore]
    public ReleaseStanding Standing => this switch
    {
        Held held => held.Was.Standing,
        Aborted { Settled: true } or ContractPending or Tombstoned or Contracting or Done => ReleaseStanding.Settled,
        Aborted { Withdrawn: true } or RolledBack { Withdrawn: true } => ReleaseStanding.Withdrawn,
        _ => ReleaseStanding.Underway,
    };

    /// <summary>The generation of the router that it is to have; null where it does not say.</summary>
    [JsonIgnore]
    public long? WantedGeneration => this switch
    {
        Held held => held.Was.WantedGeneration,
        Sharing sharing => sharing.Generation,
        Switching switching => switching.Generation,
        Baking baking => baking.Switched.Generation,
        WindowOpen open => open.Switched.Generation,
        Retiring retiring => retiring.Switched.Generation,
        RollingBack back => back.After + 1,
        RolledBack back => back.Generation,
        _ => null,
    };

    /// <summary>It is planned and stored.</summary>
    public sealed record Draft : ReleaseState;

    /// <summary>The new version counts as live, so that nothing breaks it any more.</summary>
    public sealed record Prepared : ReleaseState;

    /// <summary>The schema gets what the new version needs.</summary>
    /// <param name="Steps">How many steps are done.</param>
    /// <param name="Attempts">How often the next one was tried in vain.</param>
    /// <param name="Complete">Whether all are done; then the schema is read.</param>
    public sealed record Expanding(int Steps, int Attempts, bool Complete) : ReleaseState;

    /// <summary>Rows are filled; a release without such jobs passes through.</summary>
    public sealed record Backfilling(string Fingerprint) : ReleaseState;

    /// <summary>Both versions are checked on the same schema.</summary>
    public sealed record Verifying(string Fingerprint) : ReleaseState;

    /// <summary>Everything passed; it is read again in the moment of switching.</summary>
    public sealed record Ready(string Fingerprint) : ReleaseState;

    /// <summary>The new version gets a share of the traffic, and is measured with it.</summary>
    /// <param name="Percent">The share.</param>
    /// <param name="Generation">The router's generation to be.</param>
    /// <param name="From">The one that it replaces.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    /// <param name="Deadline">When it goes back unless the share is given.</param>
    public sealed record Sharing(int Percent, long Generation, long From, DateTimeOffset DecidedAt, DateTimeOffset Deadline) : ReleaseState
    {
        /// <summary>When the traffic began to leave the old version.</summary>
        public required Departure Left { get; init; }

        /// <summary>The fingerprint that was verified.</summary>
        public string Fingerprint { get; init; } = "";

        /// <summary>Whether router and front door were seen with the share.</summary>
        public bool Given { get; init; }

        /// <summary>How many good windows with this share there were in a row.</summary>
        public int Good { get; init; }

        /// <summary>Since when nobody is answered at the front door; null while somebody is.</summary>
        public DateTimeOffset? SilentSince { get; init; }
    }

    /// <summary>The router is being moved.</summary>
    /// <param name="Generation">The router's generation to be.</param>
    /// <param name="From">The one that it replaces.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    /// <param name="Deadline">When it goes back unless it is there.</param>
    public sealed record Switching(long Generation, long From, DateTimeOffset DecidedAt, DateTimeOffset Deadline) : ReleaseState
    {
        /// <summary>The fingerprint that was verified; whoever tries again reads everything again.</summary>
        public string Fingerprint { get; init; } = "";

        /// <summary>Whether more than half of several targets were taken for all of them.</summary>
        public bool Partly { get; init; }

        /// <summary>When the traffic began to leave the old version in shares; null where all of it moves at once.</summary>
        public Departure? Left { get; init; }

        /// <summary>Since when nobody is answered at the front door; null while somebody is.</summary>
        public DateTimeOffset? SilentSince { get; init; }
    }

    /// <summary>The new version has the traffic, the old one is warm.</summary>
    /// <param name="Switched">The switch.</param>
    /// <param name="Good">How many good windows there were in a row.</param>
    /// <param name="Drained">Whether the requests of the old version were waited for.</param>
    public sealed record Baking(Switched Switched, int Good, bool Drained) : ReleaseState;

    /// <summary>The new version is stable; the way back is promised until the end of the window.</summary>
    public sealed record WindowOpen(Switched Switched, DateTimeOffset Until) : ReleaseState;

    /// <summary>The window is closed; the old version and its support are ending.</summary>
    public sealed record Retiring(Switched Switched, OldSight Old) : ReleaseState;

    /// <summary>Nobody needs the old version; what only it needed can be removed.</summary>
    public sealed record ContractPending(Retirement Retirement) : ReleaseState;

    /// <summary>What is to be removed is hidden and can be shown again.</summary>
    /// <param name="Grant">The right to remove it.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="Lifting">Whether it is being shown again.</param>
    public sealed record Tombstoned(ContractGrant Grant, DateTimeOffset Since, bool Lifting) : ReleaseState;

    /// <summary>It is being removed.</summary>
    /// <param name="Grant">The right to remove it.</param>
    /// <param name="Steps">How many steps are done.</param>
    /// <param name="Attempts">How often the next one was tried in vain.</param>
    /// <param name="Complete">Whether all are done; then the schema is read.</param>
    public sealed record Contracting(ContractGrant Grant, int Steps, int Attempts, bool Complete) : ReleaseState;

    /// <summary>Everything is done.</summary>
    public sealed record Done(string Fingerprint) : ReleaseState;

    /// <summary>The traffic goes back to the old version.</summary>
    /// <param name="After">The highest generation that may have been asked for; the way back has a higher one.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    /// <param name="Deadline">When a person is asked unless it is there.</param>
    public sealed record RollingBack(long After, RollbackCause Cause, DateTimeOffset DecidedAt, DateTimeOffset Deadline) : ReleaseState
    {
        /// <summary>Whether hidden objects have to be shown again first.</summary>
        public bool Lifting { get; init; }

        /// <summary>Whether the router was told already; from then on there is a pause between two attempts.</summary>
        public bool Told { get; init; }
    }

    /// <summary>The old version has the traffic again; the schema stays expanded.</summary>
    /// <param name="Generation">The router's generation.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    /// <param name="ObservedAt">When the router was seen there.</param>
    /// <param name="Withdrawn">Whether the new version stopped counting as live.</param>
    public sealed record RolledBack(long Generation, RollbackCause Cause, DateTimeOffset DecidedAt, DateTimeOffset ObservedAt, bool Withdrawn) : ReleaseState
    {
        /// <summary>From the decision until the router was seen on the old version, in seconds.</summary>
        [JsonIgnore]
        public double RollbackSeconds => (ObservedAt - DecidedAt).TotalSeconds;
    }

    /// <summary>A person has to decide.</summary>
    /// <param name="Was">Where it was and goes on.</param>
    /// <param name="Cause">Why, for programs.</param>
    /// <param name="Why">Why, for people.</param>
    public sealed record Held(ReleaseState Was, HoldCause Cause, string Why) : ReleaseState;

    /// <summary>It was given up.</summary>
    /// <param name="Why">Why.</param>
    /// <param name="Settled">Whether the new version has the traffic for good: only the removal was given up.</param>
    /// <param name="Withdrawn">Whether the new version stopped counting as live.</param>
    public sealed record Aborted(string Why, bool Settled, bool Withdrawn) : ReleaseState;
}
