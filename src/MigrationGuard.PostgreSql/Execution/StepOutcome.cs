using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>What an error of the server means for a step.</summary>
internal static class StepOutcome
{
    /// <summary>Whether the same step may work when it is tried again: locks, deadlocks, a lost or busy server, a guard that could not judge in time.</summary>
    public static bool IsPassing(DatabaseException failure, MigrationStep step, StepSettings settings) =>
        failure.SqlState == "MG003" || (failure.IsTransient && TooLong(failure, step, settings) is null);

    /// <summary>The report of an error.</summary>
    /// <param name="work">The step.</param>
    /// <param name="refusal">The error, with its place where it came from a statement of the step.</param>
    /// <param name="blockers">Who was waited for.</param>
    /// <param name="settings">How it waits.</param>
    public static StepReport Of(StepWork work, (string Place, DatabaseException Failure) refusal, IReadOnlyList<BlockingSession> blockers, StepSettings settings)
    {
        var verdict = IsPassing(refusal.Failure, work.Step, settings) ? StepVerdict.Retry : StepVerdict.Failed;
        var waited = verdict == StepVerdict.Retry && refusal.Failure.SqlState is "55P03" or "40P01";
        var text = string.Concat(
            $"{refusal.Place}: {StepRefusal.TextOf(refusal.Failure)}",
            TooLong(refusal.Failure, work.Step, settings) is { } limit ? $"; it may take {limit}" : "",
            waited && blockers.Count > 0 ? $"; waited for {string.Join(" and ", blockers)}" : "");
        return new StepReport(verdict, work.Done, work.Run.Plan.Steps.Count, text) { Blockers = waited ? blockers : [] };
    }

    // The limit that a statement was over; null where it is not known to be.
    private static string? TooLong(DatabaseException failure, MigrationStep step, StepSettings settings) => failure.SqlState != "57014" ? null
        : settings.StatementTimeout is { } limit ? Seconds(limit)
        : Limits.TimeoutOf(step);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
