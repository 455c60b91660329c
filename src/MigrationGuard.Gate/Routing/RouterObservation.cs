namespace MigrationGuard.Gate.Routing;

/// <summary>What a router says about where it sends traffic.</summary>
public abstract record RouterObservation
{
    private RouterObservation()
    {
    }

    /// <summary>What each of several targets says; null where there is one router. Two observations are equal without it.</summary>
    public IReadOnlyList<TargetObservation>? Targets { get; init; }

    /// <inheritdoc />
    public virtual bool Equals(RouterObservation? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc />
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>All of it goes to one slot, now and after a restart.</summary>
    /// <param name="Slot">The slot.</param>
    /// <param name="Generation">The number of the change that sent it there; higher is younger.</param>
    public sealed record At(string Slot, long Generation) : RouterObservation;

    /// <summary>It is divided between two slots, as it was asked for.</summary>
    /// <param name="Share">Who gets what.</param>
    /// <param name="Generation">The number of the change that divided it.</param>
    public sealed record Shared(TrafficShare Share, long Generation) : RouterObservation;

    /// <summary>It is on its way, or only in part there.</summary>
    public sealed record NotYet(string Reason) : RouterObservation;

    /// <summary>It cannot be told: the router does not answer, or says what is not understood.</summary>
    public sealed record Unknown(string Reason) : RouterObservation;
}
