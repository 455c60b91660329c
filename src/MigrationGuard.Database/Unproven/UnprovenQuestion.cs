namespace MigrationGuard.Unproven;

/// <summary>What is asked of the statistics.</summary>
/// <param name="Service">The application.</param>
/// <param name="Label">The version.</param>
public sealed record UnprovenQuestion(string Service, string Label)
{
    /// <summary>From when on the statistics have to reach without a gap; null for as far as they do.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Versions of the same application that run beside it and may not be live yet: their statements are explained as those of live versions are.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];
}
