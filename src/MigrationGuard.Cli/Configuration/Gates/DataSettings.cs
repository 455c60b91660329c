using MigrationGuard.Data;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary><c>gate.data</c>: what old versions take for granted of the data.</summary>
internal sealed record DataSettings
{
    /// <summary>What their code takes for granted beside their schema.</summary>
    public IReadOnlyList<DataLimit> Limits { get; init; } = [];

    /// <summary>The suite that the old version runs before and after the new one has written; null where data are no evidence.</summary>
    public string? Suite { get; init; }

    /// <summary>The suite that the new version runs in between; the same by default.</summary>
    public string? Forward { get; init; }

    /// <summary>The columns that are not looked at.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The longest query.</summary>
    public TimeSpan Query { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time for all queries of one look.</summary>
    public TimeSpan All { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for all queries when somebody waits to go back.</summary>
    public TimeSpan Returning { get; init; } = TimeSpan.FromSeconds(2);
}
