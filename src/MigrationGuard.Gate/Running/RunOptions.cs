using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Running;

/// <summary>How a release is run.</summary>
/// <param name="Holder">Who runs it; unique per process, e.g. <c>ci@build-7:4711</c>.</param>
public sealed record RunOptions(string Holder)
{
    /// <summary>How far.</summary>
    public ReleaseGoal Goal { get; init; } = ReleaseGoal.Rest;

    /// <summary>How long to wait for somebody else to give up the lease; zero to be told at once that it is busy.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    /// <summary>The <c>traceparent</c> of whoever runs it, so that its activities are part of that trace; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Told of every decision.</summary>
    public IProgress<Decision>? Progress { get; init; }
}
