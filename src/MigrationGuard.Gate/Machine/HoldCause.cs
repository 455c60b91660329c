using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Machine;

/// <summary>Why a release waits for a person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldCause>))]
public enum HoldCause
{
    /// <summary>Somebody asked.</summary>
    Asked,

    /// <summary>The schema is not the expected one.</summary>
    Drift,

    /// <summary>It cannot be told whether a step has happened.</summary>
    StepUnclear,

    /// <summary>The measurements under traffic say nothing.</summary>
    Inconclusive,

    /// <summary>The router is somewhere that the release did not send it, or cannot be moved.</summary>
    Router,

    /// <summary>It should go back and must not.</summary>
    NoWayBack,

    /// <summary>What is being removed is needed again.</summary>
    ContractRefused,
}
