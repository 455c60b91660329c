using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Machine;

/// <summary>Why traffic goes back to the old version.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RollbackCause>))]
public enum RollbackCause
{
    /// <summary>Somebody asked.</summary>
    Asked,

    /// <summary>The switch took longer than its budget.</summary>
    Budget,

    /// <summary>Not every one of several targets followed in time.</summary>
    Partial,

    /// <summary>What the switch depends on was no longer so when it was to be tried again.</summary>
    Reread,

    /// <summary>Nobody was answered at the front door.</summary>
    FrontDoor,

    /// <summary>The new version did badly under traffic.</summary>
    Bake,

    /// <summary>The ledger was lost in the middle of the switch.</summary>
    LedgerLost,

    /// <summary>The router was found back on the old version.</summary>
    Found,
}
