namespace MigrationGuard.Data;

/// <summary>Of which version is asked whether it can live with the data.</summary>
/// <param name="Service">The application.</param>
/// <param name="Version">The label of its version.</param>
public sealed record DataQuestion(string Service, string Version)
{
    /// <summary>What its code takes for granted beside its schema.</summary>
    public IReadOnlyList<DataLimit> Limits { get; init; } = [];

    /// <summary>The columns that are not looked at, as <c>[schema.]table.column</c>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The longest query.</summary>
    public TimeSpan Query { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time for all queries together.</summary>
    public TimeSpan All { get; init; } = TimeSpan.FromSeconds(30);
}
