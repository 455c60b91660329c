namespace MigrationGuard.Gate.Expansions;

/// <summary>A command of the user that migrates.</summary>
/// <param name="Command">What the shell runs; exit code 0 means that the migration is done. It may run again after a crash.</param>
public sealed record CommandSettings(string Command)
{
    /// <summary>How long it may take before it is ended with all its children; 30 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Where it runs; null for the current directory.</summary>
    public string? Directory { get; init; }

    /// <summary>Further variables of its environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
