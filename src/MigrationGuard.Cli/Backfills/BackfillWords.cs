using System.Globalization;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases;

namespace MigrationGuard.Cli.Backfills;

/// <summary>Words about backfills.</summary>
internal static class BackfillWords
{
    /// <summary>The exit code.</summary>
    public static ExitCode CodeOf(BackfillVerdict verdict) => verdict switch
    {
        BackfillVerdict.Done => ExitCode.Yes,
        BackfillVerdict.Left or BackfillVerdict.RowRefused or BackfillVerdict.Cancelled => ExitCode.No,
        BackfillVerdict.Unfit => ExitCode.Usage,
        BackfillVerdict.Differs => ExitCode.Drift,
        BackfillVerdict.Busy => ExitCode.Busy,
        BackfillVerdict.Lost => ExitCode.Dependency,
        BackfillVerdict.Paused => ExitCode.Held,
        _ => ExitCode.Unknown,
    };

    /// <summary>A verdict, as programs read it.</summary>
    public static string Of(BackfillVerdict verdict) => verdict switch
    {
        BackfillVerdict.RowRefused => "row-refused",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    /// <summary>The word of a state, as programs read it; one that runs without a session is interrupted.</summary>
    public static string Of(BackfillStatus status) => status is { State: BackfillState.Running, Runner: null } ? "interrupted" : status.State.ToString().ToLowerInvariant();

    /// <summary>Where it is, with the reason.</summary>
    public static string StateOf(BackfillStatus status)
    {
        var state = Of(status);
        return status.Why is not { } why ? state : why.StartsWith(state, StringComparison.Ordinal) ? why : $"{state}, {why}";
    }

    /// <summary>The command that goes on; null when there is nothing to do.</summary>
    public static string? NextOf(BackfillStatus status) => status switch
    {
        { State: BackfillState.Paused } => $"migrationguard backfill resume {status.Name}",
        { State: BackfillState.Running or BackfillState.Stopped, Runner: null } => $"migrationguard backfill run --name {status.Name}",
        _ => null,
    };

    /// <summary>A number of rows.</summary>
    public static string Rows(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How far, how fast and how long still.</summary>
    public static string Progress(long rows, double share, double rate, TimeSpan? remaining)
    {
        var left = remaining is { } time ? $", {Durations.Text(ReleaseWords.Rounded(time))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100),3:0} %, {rows:N0} rows, {rate:N0} rows/s{left}");
    }
}
