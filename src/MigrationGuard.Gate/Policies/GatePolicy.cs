namespace MigrationGuard.Gate.Policies;

/// <summary>What a team requires of its releases.</summary>
public sealed record GatePolicy
{
    /// <summary>The kind of evidence that is required of every live version; every other kind is required of the old and the new one.</summary>
    public const string Proof = "proof";

    /// <summary>What the gate does with evidence that does not pass; <see cref="GateMode.Enforce"/> by default.</summary>
    public GateMode Mode { get; init; } = GateMode.Enforce;

    /// <summary>The kinds of evidence that have to pass; <c>proof</c> by default.</summary>
    public IReadOnlyList<string> RequiredEvidence { get; init; } = [Proof];

    /// <summary>How long evidence counts; 15 minutes by default.</summary>
    public TimeSpan EvidenceLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a switch may take before it goes back, and going back before a person is asked; 5 minutes by default.</summary>
    public TimeSpan SwitchBudget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause between two looks at something that is on its way; half a second by default.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many requests ask through the front door who answers; 10 by default.</summary>
    public int ProbeSamples { get; init; } = 10;

    /// <summary>How long nobody may be answered at the front door during a switch before it goes back; a second by default.</summary>
    public TimeSpan FrontDoorPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the requests of the old version are waited for; 30 seconds by default.</summary>
    public TimeSpan DrainDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one measurement under traffic takes; 30 seconds by default.</summary>
    public TimeSpan BakeWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many good measurements in a row make the new version stable; 10 by default.</summary>
    public int BakeWindows { get; init; } = 10;

    /// <summary>The shares of the traffic, in percent, that the new version is measured with before it gets all of it; none by default.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>How long one measurement with a share takes; <see cref="BakeWindow"/> by default.</summary>
    public TimeSpan? WeightWindow { get; init; }

    /// <summary>How many good measurements in a row open the next share; 1 by default.</summary>
    public int WeightWindows { get; init; } = 1;

    /// <summary>What happens when only some of several targets follow; they go back by default.</summary>
    public PartialPolicy OnPartial { get; init; }

    /// <summary>How long several targets may differ before that happens, and how long going back waits for those that do not answer; 10 seconds by default.</summary>
    public TimeSpan PartialBudget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The names in the DNS that lead to the service and are pointed elsewhere by others; none by default.</summary>
    public IReadOnlyList<NameRecord> Dns { get; init; } = [];

    /// <summary>How long the way back is promised after the new version is stable; 24 hours by default.</summary>
    public TimeSpan RollbackWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long objects are hidden before they are removed; 7 days by default, zero to remove them at once.</summary>
    public TimeSpan TombstoneSoak { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often a step is tried that runs into locks; 5 times by default.</summary>
    public int StepAttempts { get; init; } = 5;

    /// <summary>The pause before the second attempt, doubled before each further one; a second by default.</summary>
    public TimeSpan StepPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the lease counts without being renewed; a minute by default.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long going back waits for the ledger before it works without; a second by default.</summary>
    public TimeSpan LedgerPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>When nothing is expanded, switched or contracted; never by default.</summary>
    public IReadOnlyList<Freeze> Freezes { get; init; } = [];

    /// <summary>How long the new version is watched after the switch.</summary>
    public TimeSpan Bake => BakeWindow * BakeWindows;

    /// <summary>How long clients may go by an old answer of the DNS; nothing where no names are declared.</summary>
    public TimeSpan LongestTtl => Dns.Count == 0 ? TimeSpan.Zero : Dns.Max(name => name.Ttl);

    /// <summary>The freeze at a time; null when there is none.</summary>
    public Freeze? FreezeAt(DateTimeOffset at) => Freezes.FirstOrDefault(freeze => freeze.From <= at && at < freeze.Until);
}
