using MigrationGuard.Execution;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Expansions;

/// <summary>Under which release the steps of some files are recorded: what an earlier one has done with the same files is not done again.</summary>
internal sealed class StepOrigin(IStepRunner runner, StepPlan plan, string phase)
{
    /// <summary>The releases of the database from old to new; null where only the release itself counts.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<ReleaseRecord>>>? Releases { get; init; }

    /// <summary>The newest release that has begun with these files, else this one.</summary>
    public async Task<string> OfAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        if (Releases is null || await HasBegunAsync(release.Id, cancellation) is not null)
        {
            return release.Id;
        }

        foreach (var earlier in (await Releases(cancellation)).TakeWhile(other => other.Id != release.Id).Where(other => other.Service == release.Service).Reverse())
        {
            if (await HasBegunAsync(earlier.Id, cancellation) is true)
            {
                return earlier.Id;
            }
        }

        return release.Id;
    }

    // Null where nothing was begun, false where it was with other files.
    private async Task<bool?> HasBegunAsync(string release, CancellationToken cancellation)
    {
        var records = await runner.RecordsAsync(release, phase, cancellation);
        return records.Count == 0 ? null : records.All(record => plan.Steps.Any(step => step.Number == record.Number && step.File.Path == record.File && step.File.Digest == record.FileDigest));
    }
}
