using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Machine;

/// <summary>Whether the old version still runs somewhere.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OldSight>))]
public enum OldSight
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>It runs.</summary>
    Alive,

    /// <summary>Nothing of it runs or is connected.</summary>
    Gone,
}
