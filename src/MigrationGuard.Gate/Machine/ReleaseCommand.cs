namespace MigrationGuard.Gate.Machine;

/// <summary>Something to be done for a release; doing it again does no more than doing it once.</summary>
public abstract record ReleaseCommand
{
    private protected ReleaseCommand()
    {
    }

    /// <summary>The word that the journal uses, e.g. <c>run-expand-step</c>.</summary>
    public string Name => Words.Hyphenated(GetType().Name);

    /// <summary>Something that changes the world: its intent is stored first, under the token of the lease.</summary>
    public abstract record Effect : ReleaseCommand
    {
        private protected Effect()
        {
        }
    }

    /// <summary>Let the new version count as live.</summary>
    public sealed record Reserve : Effect;

    /// <summary>Let the new version no longer count as live.</summary>
    public sealed record Withdraw : Effect;

    /// <summary>Take the next step that gives the schema what the new version needs.</summary>
    public sealed record RunExpandStep(int Attempt) : Effect;

    /// <summary>Send all traffic to one of the versions, if the router is at the expected generation.</summary>
    public sealed record Flip(Side To, long Generation, long Expected) : Effect;

    /// <summary>Give the new version a share of the traffic, in percent, if the router is at the expected generation.</summary>
    public sealed record Share(int Percent, long Generation, long Expected) : Effect;

    /// <summary>Send the traffic of targets that are behind to the new version, where the others are.</summary>
    public sealed record Follow(long Generation) : Effect;

    /// <summary>Say in the ledger until when the way back to the old version is promised.</summary>
    public sealed record PromiseWayBack(DateTimeOffset Until) : Effect;

    /// <summary>Hide what is to be removed.</summary>
    public sealed record PlaceTombstone(ContractGrant Grant) : Effect;

    /// <summary>Show again what was hidden.</summary>
    public sealed record LiftTombstone : Effect;

    /// <summary>Take the next step that removes what only the old version needed; there is none without a grant.</summary>
    public sealed record RunContractStep(ContractGrant Grant, int Attempt) : Effect;

    /// <summary>Read the fingerprint.</summary>
    public sealed record ReadSchema : ReleaseCommand;

    /// <summary>Look at the backfills.</summary>
    public sealed record ObserveJobs : ReleaseCommand;

    /// <summary>Take and judge the evidence that the policy requires.</summary>
    public sealed record CollectEvidence(string Fingerprint) : ReleaseCommand;

    /// <summary>Read everything again that a switch depends on.</summary>
    public sealed record RereadEverything(string Fingerprint) : ReleaseCommand
    {
        /// <summary>The router's generation that evidence has to be of; null for the one where it is.</summary>
        public long? Generation { get; init; }

        /// <summary>When evidence has to count; null for now.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>Look at the router.</summary>
    public sealed record ObserveRouter : ReleaseCommand;

    /// <summary>Ask through the front door who answers.</summary>
    public sealed record ProbeFrontDoor : ReleaseCommand;

    /// <summary>Wait until the old version works on no request any more.</summary>
    public sealed record Drain : ReleaseCommand;

    /// <summary>Measure one window under traffic.</summary>
    public sealed record Measure : ReleaseCommand;

    /// <summary>Look for the old version.</summary>
    public sealed record ObserveOld : ReleaseCommand;

    /// <summary>Check whether anybody needs what is to be removed.</summary>
    public sealed record CheckContract : ReleaseCommand;

    /// <summary>Look at the hidden objects.</summary>
    public sealed record ObserveTombstone : ReleaseCommand;

    /// <summary>Let time pass before the next command.</summary>
    public sealed record Wait(TimeSpan Delay) : ReleaseCommand;

    /// <summary>Nothing is to be done until somebody comes back.</summary>
    public sealed record Rest(ReleaseAnswer Answer) : ReleaseCommand;
}
