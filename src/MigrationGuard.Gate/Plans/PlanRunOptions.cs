using MigrationGuard.Execution;

namespace MigrationGuard.Gate.Plans;

/// <summary>How a plan is executed.</summary>
/// <param name="Holder">Who does it; unique per process, e.g. <c>ci@build-7:4711</c>.</param>
/// <param name="Phases">The names of the phases, in their order.</param>
public sealed record PlanRunOptions(string Holder, IReadOnlyList<string> Phases)
{
    /// <summary>How long to wait for somebody else to give up the lease; zero to be told at once that it is busy.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether the lease is taken from whoever has it, e.g. from a run that died; a living one is refused from then on.</summary>
    public bool TakesOver { get; init; }

    /// <summary>The fingerprint of a schema that somebody has looked at, on which the next step may run although the plan was made for another; null where nobody has.</summary>
    public string? Accepted { get; init; }

    /// <summary>How long the lease counts without being renewed; 30 seconds by default.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Is told of every step.</summary>
    public IProgress<StepReport>? Progress { get; init; }
}
