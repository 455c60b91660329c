using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Says whether the new version of a release could be started: whether the schema has what it needs.</summary>
internal sealed class Deploying(ReleaseContext context)
{
    /// <summary>The answer.</summary>
    public async Task<ReleaseReport> CheckAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var state = ReleaseJson.StateAfter(await context.Means.Ledger.JournalAsync(release.Id, cancellation));
        var report = state switch
        {
            ReleaseState.Draft or ReleaseState.Prepared or ReleaseState.Expanding or ReleaseState.Backfilling =>
                new ReleaseReport(ReleaseAnswer.Unknown, $"the schema does not have what {release.New.Version} needs yet: the release is {state.Word}"),
            ReleaseState.Verifying verifying => await SameAsync(release, verifying.Fingerprint, cancellation),
            ReleaseState.Ready ready => await SameAsync(release, ready.Fingerprint, cancellation),
            ReleaseState.RollingBack or ReleaseState.RolledBack => new(ReleaseAnswer.No, $"{release.New.Version} was sent back: the release is {state.Word}"),
            ReleaseState.Aborted { Settled: false } aborted => new(ReleaseAnswer.No, $"it was given up: {aborted.Why}"),
            ReleaseState.Held held => new(ReleaseAnswer.Held, $"a person has to decide: {held.Why}"),
            _ => new(ReleaseAnswer.Yes, $"the schema has what {release.New.Version} needs: the release is {state.Word}"),
        };
        return report with { Release = release.Id, State = state };
    }

    private async Task<ReleaseReport> SameAsync(ReleaseRecord release, string fingerprint, CancellationToken cancellation) =>
        await context.Means.Ledger.FingerprintAsync(cancellation) == fingerprint
            ? new(ReleaseAnswer.Yes, $"the schema has what {release.New.Version} needs")
            : new(ReleaseAnswer.Drift, $"the schema is not the one that was made for {release.New.Version} any more: somebody has changed it");
}
