namespace MigrationGuard.Gate.Maintenance;

/// <summary>
/// A cron expression of five fields: minute, hour, day of the month, month, day of the week. It speaks of wall clocks; <c>L</c> is the last day of a month and <c>SUN#1</c> its first Sunday.
/// Where both days are restricted, either is enough. https://man7.org/linux/man-pages/man5/crontab.5.html
/// </summary>
public sealed class CronExpression
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly string[] NoNames = [];

    private readonly string _text;
    private readonly int[] _minutes;
    private readonly int[] _hours;
    private readonly CronField? _dayOfMonth;
    private readonly CronField _month;
    private readonly CronField _dayOfWeek;
    private readonly int? _ordinal;

    private CronExpression(string text, (CronField Minute, CronField Hour) time, (CronField? OfMonth, CronField Month, CronField OfWeek, int? Ordinal) days)
    {
        (_text, _minutes, _hours) = (text, [.. time.Minute.Values], [.. time.Hour.Values]);
        (_dayOfMonth, _month, _dayOfWeek, _ordinal) = days;
    }

    /// <summary>Reads one; null with what is wrong and what to write.</summary>
    public static CronExpression? Read(string text, out string? problem)
    {
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
        {
            problem = FormattableString.Invariant($"\"{text}\" has {parts.Length} fields; write five: minute, hour, day of the month, month, day of the week, e.g. \"0 2 * * SUN\"");
            return null;
        }

        var (week, ordinal) = Ordinal(parts[4]);
        var minute = CronField.Read("minute", parts[0], (0, 59), NoNames, out problem);
        var hour = problem is null ? CronField.Read("hour", parts[1], (0, 23), NoNames, out problem) : null;
        var day = problem is null && !IsLast(parts[2]) ? CronField.Read("day of the month", parts[2], (1, 31), NoNames, out problem) : null;
        var month = problem is null ? CronField.Read("month", parts[3], (1, 12), Months, out problem) : null;
        var weekday = problem is null ? CronField.Read("day of the week", week, (0, 7), Days, out problem) : null;
        return problem is null ? new(string.Join(' ', parts), (minute!, hour!), (day, month!, weekday!, ordinal)) : null;
    }

    /// <summary>The times of a day on the wall clock, from early to late; none on days that do not match.</summary>
    public IEnumerable<DateTime> On(DateOnly day)
    {
        if (!_month.Matches(day.Month) || !Matches(day))
        {
            yield break;
        }

        foreach (var hour in _hours)
        {
            foreach (var minute in _minutes)
            {
                yield return day.ToDateTime(new TimeOnly(hour, minute));
            }
        }
    }

    /// <inheritdoc />
    public override string ToString() => _text;

    private bool Matches(DateOnly day)
    {
        var isOfMonth = _dayOfMonth?.Matches(day.Day) ?? day.Day == DateTime.DaysInMonth(day.Year, day.Month);
        var weekday = (int)day.DayOfWeek;
        var isOfWeek = (_dayOfWeek.Matches(weekday) || weekday == 0 && _dayOfWeek.Matches(7)) && (_ordinal is null || (day.Day + 6) / 7 == _ordinal);
        return (_dayOfMonth?.IsRestricted ?? true, _dayOfWeek.IsRestricted) switch
        {
            (true, true) => isOfMonth || isOfWeek,
            (_, true) => isOfWeek,
            _ => isOfMonth,
        };
    }

    private static bool IsLast(string text) => string.Equals(text, "L", StringComparison.OrdinalIgnoreCase);

    private static (string Week, int? Ordinal) Ordinal(string text) =>
        text.Length > 2 && text[^2] == '#' && text[^1] is >= '1' and <= '5' && !text.Contains(',', StringComparison.Ordinal) ? (text[..^2], text[^1] - '0') : (text, null);
}
