using MigrationGuard.Data;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary><c>gate.data</c>: what old versions take for granted of the data.</summary>
internal sealed record DataSettings
{
    /// <summary>What their code takes for granted beside their schema.</summary>
    public IReadOnlyList<DataLimit> Limits { get; init; } = [];

    /// <summary>The columns that are not looked at.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The longest query.</summary>
    public TimeSpan Query { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time for all queries of one look.</summary>
    public TimeSpan All { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for all queries when somebody waits to go back.</summary>
    public TimeSpan Returning { get; init; } = TimeSpan.FromSeconds(2);
}
