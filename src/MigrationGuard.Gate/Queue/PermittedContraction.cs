using MigrationGuard.Execution;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Queue;

/// <summary>Hides and removes only while people let it happen: what they approved is read again before each step.</summary>
/// <param name="contraction">What removes.</param>
/// <param name="permits">What people let happen.</param>
/// <param name="inputs">Knows which steps are left.</param>
/// <param name="plan">What is removed.</param>
public sealed class PermittedContraction(IContraction contraction, ContractPermits permits, RemovalInputs inputs, StepPlan plan) : IContraction
{
    /// <inheritdoc />
    public async Task<ContractResult> CheckAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var result = await contraction.CheckAsync(release, cancellation);
        return result.Verdict == EvidenceVerdict.Pass ? result with { Permit = await PermitAsync(release, int.MaxValue, cancellation) } : result;
    }

    /// <inheritdoc />
    public async Task<TombstoneResult> PlaceAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation) =>
        await PermitAsync(release, int.MaxValue, cancellation) is { } permit && Refusal(permit, grant) is { } why
            ? new(TombstoneSight.Unknown, why)
            : await contraction.PlaceAsync(release, grant, lease, cancellation);

    /// <inheritdoc />
    public Task<TombstoneResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation) => contraction.ObserveAsync(release, cancellation);

    /// <inheritdoc />
    public Task<TombstoneResult> LiftAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation) => contraction.LiftAsync(release, lease, cancellation);

    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation)
    {
        if (await PermitAsync(release, 1, cancellation) is { } permit && Refusal(permit, grant) is { } why)
        {
            var left = await inputs.LeftAsync(release, plan, cancellation);
            return new(StepOutcome.Refused, plan.Steps.Count - left.Count, plan.Steps.Count, why);
        }

        return await contraction.RunNextAsync(release, grant, lease, cancellation);
    }

    private async Task<ContractPermit?> PermitAsync(ReleaseRecord release, int steps, CancellationToken cancellation)
    {
        IReadOnlyList<MigrationStep> left = [.. (await inputs.LeftAsync(release, plan, cancellation)).Take(steps)];
        return await permits.OfAsync(release, plan, left, cancellation);
    }

    private static string? Refusal(ContractPermit permit, ContractGrant grant) => permit switch
    {
        { IsGranted: false } => permit.Why,
        _ when !string.Equals(permit.Digest, grant.Permit, StringComparison.Ordinal) => "what was approved moved since it was checked: ask again whether it may be removed",
        _ => null,
    };
}
