using MigrationGuard.Gate.Replays;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Recorded requests that are sent to both versions.</summary>
/// <param name="Settings">What is sent and compared.</param>
/// <param name="HeaderVariables">The environment variables with the values of headers, by header.</param>
internal sealed record ReplayConfiguration(ReplaySettings Settings, IReadOnlyDictionary<string, string> HeaderVariables)
{
    /// <summary>The settings with the headers.</summary>
    /// <exception cref="UsageException">A variable is not set.</exception>
    public ReplaySettings Resolve(Func<string, string?> variable) => Settings with
    {
        SentHeaders = HeaderVariables.ToDictionary(
            header => header.Key,
            header => variable(header.Value) is { Length: > 0 } value ? value : throw new UsageException($"gate.replays: the environment variable {header.Value}, for the header {header.Key} of replay \"{Settings.Name}\", is not set")),
    };
}
