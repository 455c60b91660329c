using System.Globalization;
using MigrationGuard.Contracts;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Queue;

/// <summary>Whether a removal may run now by its schedule and the maintenance windows.</summary>
public static class WindowJudgement
{
    /// <summary>Whether it may, and when else.</summary>
    /// <param name="standing">When it is scheduled.</param>
    /// <param name="calendar">The windows.</param>
    /// <param name="at">Now.</param>
    /// <param name="estimates">How long what is left may take.</param>
    public static ContractReason Of(QueueStanding standing, MaintenanceCalendar calendar, DateTimeOffset at, IReadOnlyList<StepEstimate> estimates)
    {
        var schedule = standing.Schedule;
        var windows = calendar.Of(schedule?.Window);
        if (calendar.HasWindows && !windows.HasWindows)
        {
            return Not($"it is scheduled for the window \"{schedule?.Window}\", which is not configured any more");
        }

        if (schedule?.NotBefore is { } first && at < first)
        {
            return Not($"scheduled not before {first.UtcDateTime:yyyy-MM-dd HH:mm} UTC{Next(windows, first)}");
        }

        if (!windows.HasWindows)
        {
            return new(ContractCondition.Window, EvidenceVerdict.Pass, "no maintenance windows are configured: at any time");
        }

        if (windows.At(at) is not { } span)
        {
            return Not($"outside the maintenance windows{Next(windows, at)}");
        }

        var needed = TimeSpan.FromTicks(estimates.Sum(estimate => estimate.Time.Ticks));
        var left = span.Until - at;
        return needed < left
            ? new(ContractCondition.Window, EvidenceVerdict.Pass, $"in the window {Text(span)}: {Minutes(left)} left, it may take {Minutes(needed)}")
            : Not($"the window {Text(span)} has {Minutes(left)} left, and it may take {Minutes(needed)} ({string.Join("; ", estimates.Select(estimate => $"{estimate.Place}: {estimate.Why}"))})");
    }

    /// <summary>When it comes next; null when it is not scheduled, and where windows never come.</summary>
    public static WindowSpan? Next(QueueStanding standing, MaintenanceCalendar calendar, DateTimeOffset at) => standing.Schedule is not { } schedule ? null
        : Cut(calendar.Of(schedule.Window).After(Later(at, schedule.NotBefore)).FirstOrDefault(), schedule);

    /// <summary>A span of the calendar, in UTC and on the wall clock of its zone.</summary>
    public static string Text(WindowSpan span) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(" and ", span.Names)} {span.From.UtcDateTime:yyyy-MM-dd HH:mm}–{End(span.From.UtcDateTime, span.Until.UtcDateTime)} UTC ({span.LocalFrom:ddd yyyy-MM-dd HH:mm}–{End(span.LocalFrom.DateTime, span.LocalUntil.DateTime)} {span.Zone.Id})");

    private static WindowSpan? Cut(WindowSpan? span, ContractNote schedule) => span is not null && schedule.NotBefore is { } first && span.From < first ? span with { From = first } : span;

    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset? first) => first is { } other && other > at ? other : at;

    private static string End(DateTime from, DateTime until) => until.ToString(from.Date == until.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Next(MaintenanceCalendar windows, DateTimeOffset at) => !windows.HasWindows ? "" : windows.After(at).FirstOrDefault() is { } next ? $"; the next is {Text(next)}" : "; none comes in the next years";

    private static string Minutes(TimeSpan time) => time.TotalMinutes >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes)} minutes") : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s");

    private static ContractReason Not(FormattableString why) => new(ContractCondition.Window, EvidenceVerdict.Fail, FormattableString.Invariant(why));
}
