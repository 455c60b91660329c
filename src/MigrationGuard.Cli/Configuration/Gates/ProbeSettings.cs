using MigrationGuard.Gate.Verification;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>A request that must touch the database.</summary>
/// <param name="Probe">The request.</param>
/// <param name="HeaderVariables">The environment variables with the values of headers, by header.</param>
internal sealed record ProbeSettings(HttpProbe Probe, IReadOnlyDictionary<string, string> HeaderVariables)
{
    /// <summary>The request with its headers.</summary>
    /// <exception cref="UsageException">A variable is not set.</exception>
    public HttpProbe Resolve(Func<string, string?> variable) => Probe with
    {
        Headers = HeaderVariables.ToDictionary(
            header => header.Key,
            header => variable(header.Value) is { Length: > 0 } value ? value : throw new UsageException($"gate.probes: the environment variable {header.Value}, for the header {header.Key} of probe \"{Probe.Name}\", is not set")),
    };
}
