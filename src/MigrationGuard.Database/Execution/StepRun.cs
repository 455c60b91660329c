using MigrationGuard.Guarding;

namespace MigrationGuard.Execution;

/// <summary>What is run for a release.</summary>
/// <param name="Release">The release's id.</param>
/// <param name="Phase">Which of its plans: <c>expand</c> or <c>contract</c>.</param>
/// <param name="Plan">The steps.</param>
public sealed record StepRun(string Release, string Phase, StepPlan Plan)
{
    /// <summary>The fingerprint of the only schema on which the next step may run, recorded with the one it leaves behind; null when it may run on any.</summary>
    public string? Expected { get; init; }

    /// <summary>
    /// What becomes of a step of which it is not known whether the versions that can have traffic survive it; one that breaks a version is undone in any case.
    /// Null where they are not asked about. Steps outside of transactions, which cannot be undone, are not judged.
    /// </summary>
    public UnknownPolicy? Judged { get; init; }
}
