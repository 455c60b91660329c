using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Machine;

/// <summary>That the old version is gone and its support has ended; only the machine makes one, from seeing both.</summary>
public sealed record Retirement
{
    [JsonConstructor]
    internal Retirement(Switched switched, DateTimeOffset seenAt) => (Switched, SeenAt) = (switched, seenAt);

    /// <summary>The switch that took its traffic away.</summary>
    public Switched Switched { get; }

    /// <summary>When it was seen.</summary>
    public DateTimeOffset SeenAt { get; }
}
