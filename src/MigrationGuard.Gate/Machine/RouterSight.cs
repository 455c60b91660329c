using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Machine;

/// <summary>Where the router sends traffic, in the words of a release.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "where")]
[JsonDerivedType(typeof(On), "on")]
[JsonDerivedType(typeof(Shared), "shared")]
[JsonDerivedType(typeof(Elsewhere), "elsewhere")]
[JsonDerivedType(typeof(NotYet), "not-yet")]
[JsonDerivedType(typeof(Unknown), "unknown")]
public abstract record RouterSight
{
    private RouterSight()
    {
    }

    /// <summary>Where each of several targets is; null where there is one router.</summary>
    public IReadOnlyList<TargetSight>? Targets { get; init; }

    /// <summary>All of it to one of the two versions.</summary>
    public sealed record On(Side Side, long Generation) : RouterSight;

    /// <summary>The new version has a share of it, in percent, and the old one the rest.</summary>
    public sealed record Shared(int Percent, long Generation) : RouterSight;

    /// <summary>To a slot that is none of this release.</summary>
    public sealed record Elsewhere(string Slot, long Generation) : RouterSight;

    /// <summary>On its way, or in part.</summary>
    public sealed record NotYet(string Reason) : RouterSight;

    /// <summary>It cannot be told.</summary>
    public sealed record Unknown(string Reason) : RouterSight;
}
