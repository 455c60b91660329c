using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Whether the traffic could go to the new version, and whether anybody would see how it does there.</summary>
internal static class SwitchQuestion
{
    /// <summary>Asks, and does nothing.</summary>
    /// <exception cref="UsageException">A query of the bake has to be changed by somebody.</exception>
    public static async Task<ReleaseReport> AskAsync(ReleaseContext context, ReleaseRecord release, CancellationToken cancellation)
    {
        var report = await context.Runner.CanAsync(release.Id, ReleaseQuestion.Switch, cancellation);
        return await SilentAsync(context, release, report.State, cancellation) is { } silent && report.Answer == ReleaseAnswer.Yes ? report with { Answer = ReleaseAnswer.Dependency, Why = silent } : report;
    }

    /// <summary>Refuses what could be known before the traffic moves; what may mend itself until then is said.</summary>
    /// <param name="use">What is configured, and where is spoken.</param>
    /// <param name="release">The release.</param>
    /// <param name="state">Where it is; null before its start.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">A query of the bake has to be changed by somebody.</exception>
    public static async Task PrepareAsync((ReleaseContext Context, Surroundings Surroundings) use, ReleaseRecord release, ReleaseState? state, CancellationToken cancellation)
    {
        if (await SilentAsync(use.Context, release, state, cancellation) is { } silent)
        {
            use.Surroundings.Say(silent);
        }
    }

    private static async Task<string?> SilentAsync(ReleaseContext context, ReleaseRecord release, ReleaseState? state, CancellationToken cancellation) => state switch
    {
        null or ReleaseState.Draft or ReleaseState.Prepared or ReleaseState.Expanding or ReleaseState.Backfilling => await BakeReadiness.SilentAsync(context, (release, false), cancellation),
        ReleaseState.Verifying or ReleaseState.Ready => await BakeReadiness.SilentAsync(context, (release, true), cancellation),
        _ => null,
    };
}
