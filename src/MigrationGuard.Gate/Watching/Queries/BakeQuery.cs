namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>A number that is asked for at the end of every window.</summary>
/// <param name="Name">What people call it, e.g. <c>error rate</c>.</param>
/// <param name="Source">Who is asked what.</param>
/// <param name="Good">What holds while the new version does well.</param>
public sealed record BakeQuery(string Name, QuerySource Source, Comparison Good)
{
    /// <summary>What holds when it does badly; null when everything that is not good is bad. What is neither is inconclusive.</summary>
    public Comparison? Bad { get; init; }

    /// <summary>What no value at all means.</summary>
    public EmptyMeans EmptyIs { get; init; }

    /// <summary>How long an answer is waited for; five seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
