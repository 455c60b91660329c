using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Contractions;

/// <summary>Removes only after the database ran nothing for some time that needs what is removed, whoever sent it.</summary>
/// <param name="contraction">What removes.</param>
/// <param name="watch">What watches the database.</param>
/// <param name="runner">What knows the steps that were taken.</param>
/// <param name="plan">What is removed.</param>
/// <param name="coverage">For how long nothing may have needed it.</param>
public sealed class WatchedContraction(IContraction contraction, IStatementWatch watch, IStepRunner runner, StepPlan plan, TimeSpan coverage) : IContraction
{
    private const int Shown = 5;

    /// <summary>The releases of the database from old to new. What an earlier one has removed with the same files is not looked for.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<ReleaseRecord>>>? Releases { get; init; }

    /// <summary>What hides; null where nothing can.</summary>
    public ITombstones? Tombstones { get; init; }

    /// <inheritdoc />
    public async Task<ContractResult> CheckAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var result = await contraction.CheckAsync(release, cancellation);
        if (result.Verdict != EvidenceVerdict.Pass)
        {
            return result;
        }

        var origin = await new StepOrigin(runner, plan, Steps.Contract) { Releases = Releases }.OfAsync(release, cancellation);
        var done = (await runner.RecordsAsync(origin, Steps.Contract, cancellation)).Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
        var hiding = Tombstones is null ? null : await Tombstones.FindAsync(release.Id, cancellation);
        var seen = await watch.LookAsync(release.Id, [.. TombstoneSteps.Back(hiding), .. plan.Steps.Where(step => !done.Contains(step.Number))], cancellation);
        return seen switch
        {
            { Needed.Count: > 0 } => result with { Verdict = EvidenceVerdict.Fail, Why = string.Join('\n', Lines(seen.Needed)) },
            { Gap: { } gap } => result with { Verdict = EvidenceVerdict.Unknown, Why = gap },
            _ when seen.Length < coverage => result with { Verdict = EvidenceVerdict.Unknown, Why = TooShort(seen) },
            _ => result with { Why = $"{result.Why}; nothing that needs it ran since {seen.Since:u}" },
        };
    }

    /// <inheritdoc />
    public Task<TombstoneResult> PlaceAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation) => contraction.PlaceAsync(release, grant, lease, cancellation);

    /// <inheritdoc />
    public Task<TombstoneResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation) => contraction.ObserveAsync(release, cancellation);

    /// <inheritdoc />
    public Task<TombstoneResult> LiftAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation) => contraction.LiftAsync(release, lease, cancellation);

    /// <inheritdoc />
    public Task<StepResult> RunNextAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation) => contraction.RunNextAsync(release, grant, lease, cancellation);

    private static IEnumerable<string> Lines(IReadOnlyList<NeededStatement> needed) =>
        needed.Take(Shown).Select(statement => $"{statement.Role} ran what needs it: {string.Join(' ', statement.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} – {statement.Message}")
            .Concat(needed.Count > Shown ? [string.Create(CultureInfo.InvariantCulture, $"and {needed.Count - Shown} more")] : []);

    private string TooShort(StatementCoverage seen) => string.Create(
        CultureInfo.InvariantCulture, $"what runs in the database is watched since {seen.Since:u} ({seen.Why}), and has to be for {coverage:c}: ask again at {seen.Since + coverage:u}");
}
