namespace MigrationGuard.Gate.Routing;

/// <summary>Commands of the shell that know a router. What they print and return is in docs/routers.md.</summary>
/// <param name="Observe">Prints where the router is.</param>
/// <param name="Apply">Moves it, if the expected generation is there.</param>
/// <param name="Drain">Prints how many requests a slot works on; null when that cannot be counted.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record ExecRouterSettings(string Observe, string Apply, string? Drain, FrontDoorSettings FrontDoor)
{
    /// <summary>Where the commands run; null for the current directory.</summary>
    public string? Directory { get; init; }

    /// <summary>How long a command may take; then it is killed with everything that it started.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time between two counts of a slot's requests.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether all traffic moves at once.</summary>
    public bool Atomic { get; init; } = true;

    /// <summary>Whether the command that applies compares the expected generation itself, under a lock.</summary>
    public bool Conditional { get; init; } = true;

    /// <summary>Whether the slot survives a restart of the router.</summary>
    public bool Persists { get; init; } = true;

    /// <summary>No command: it may hold a secret.</summary>
    public override string ToString() => nameof(ExecRouterSettings);
}
