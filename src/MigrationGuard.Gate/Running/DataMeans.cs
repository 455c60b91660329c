using MigrationGuard.Data;

namespace MigrationGuard.Gate.Running;

/// <summary>What looks whether the old version can still live with the data.</summary>
public sealed record DataMeans(IDataProbes Probes)
{
    /// <summary>What the code of old versions takes for granted beside their schema.</summary>
    public IReadOnlyList<DataLimit> Limits { get; init; } = [];

    /// <summary>The columns that are not looked at, as <c>[schema.]table.column</c>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The longest query; 5 seconds by default.</summary>
    public TimeSpan Query { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time for all queries of one look; 30 seconds by default.</summary>
    public TimeSpan All { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for all queries when somebody waits to go back; 2 seconds by default.</summary>
    public TimeSpan Returning { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The question about a version.</summary>
    /// <param name="service">The application.</param>
    /// <param name="version">Its label.</param>
    /// <param name="within">The time for all queries.</param>
    public DataQuestion About(string service, string version, TimeSpan within) => new(service, version) { Limits = Limits, Ignored = Ignored, Query = Query, All = within };
}
