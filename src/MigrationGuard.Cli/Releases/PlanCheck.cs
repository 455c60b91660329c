using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Whether what is configured is what was planned.</summary>
internal static class PlanCheck
{
    /// <summary>The refusal where migrations or policy changed since the release was planned and it has not switched yet; else null.</summary>
    public static ReleaseReport? Differs(ReleaseContext context, ReleaseRecord release, ReleaseState state)
    {
        var planned = PlanDigest.Of(context.Gate, context.ExpandDigest, release.Old, release.New);
        return planned == release.Plan || !Preparing(state is ReleaseState.Held held ? held.Was : state) ? null
            : new(ReleaseAnswer.Drift, "the migrations or the policy are not those that the release was planned with: bring them back, or give the release up ('release abort') and start another one") { Release = release.Id, State = state };
    }

    private static bool Preparing(ReleaseState state) =>
        state is ReleaseState.Draft or ReleaseState.Prepared or ReleaseState.Expanding or ReleaseState.Backfilling or ReleaseState.Verifying or ReleaseState.Ready;
}
