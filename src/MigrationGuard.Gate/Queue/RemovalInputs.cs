using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MigrationGuard.Contracts;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Queue;

/// <summary>Reads what an approval of a removal is bound to.</summary>
/// <param name="runner">Knows the steps that were taken.</param>
/// <param name="ledger">Knows the schema, the versions and the evidence.</param>
/// <param name="tombstones">Knows what is hidden.</param>
/// <param name="queue">Knows the database.</param>
public sealed class RemovalInputs(IStepRunner runner, IReleaseLedger ledger, ITombstones tombstones, IContractQueue queue)
{
    /// <summary>What an approval is bound to, as it is now. What hiding and the first steps have made of the schema stands for the schema before.</summary>
    public async Task<ContractInputs> OfAsync(ReleaseRecord release, StepPlan plan, CancellationToken cancellation)
    {
        var records = await RecordsAsync(release, plan, cancellation);
        var hiding = await tombstones.FindAsync(release.Id, cancellation);
        var schema = ContractDigest.Base(records, await ledger.FingerprintAsync(cancellation), hiding);
        var versions = (await ledger.VersionsAsync(cancellation)).Where(version => version.State == VersionState.Live)
            .OrderBy(version => version.Service, StringComparer.Ordinal).ThenBy(version => version.Label, StringComparer.Ordinal);
        var evidence = new StringBuilder();
        foreach (var version in versions)
        {
            evidence.Append(version).Append(' ').Append(version.Digest).Append('\n');
        }

        foreach (var piece in await ledger.EvidenceAsync(release.Id, cancellation))
        {
            evidence.Append(JsonSerializer.Serialize(piece)).Append('\n');
        }

        var target = $"{await queue.DatabaseAsync(cancellation)} {release.Service} {release.Id} {release.Old.Slot}>{release.New.Slot}";
        return new(plan.Digest, schema, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(evidence.ToString()))), target);
    }

    /// <summary>The steps that are not taken yet.</summary>
    public async Task<IReadOnlyList<MigrationStep>> LeftAsync(ReleaseRecord release, StepPlan plan, CancellationToken cancellation)
    {
        var done = (await RecordsAsync(release, plan, cancellation)).Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
        return [.. plan.Steps.Where(step => !done.Contains(step.Number))];
    }

    private async Task<IReadOnlyList<StepRecord>> RecordsAsync(ReleaseRecord release, StepPlan plan, CancellationToken cancellation) =>
        await runner.RecordsAsync(await new StepOrigin(runner, plan, Steps.Contract) { Releases = ledger.ReleasesAsync }.OfAsync(release, cancellation), Steps.Contract, cancellation);
}
