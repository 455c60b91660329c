namespace MigrationGuard.Gate.Maintenance;

/// <summary>A time that comes again in which removals may run. The wall clock decides about its beginning and its end.</summary>
/// <param name="Name">Its name, unique in a configuration.</param>
/// <param name="Cron">When it begins.</param>
/// <param name="Duration">How long it is on the wall clock.</param>
/// <param name="Zone">Whose wall clock.</param>
public sealed record MaintenanceWindow(string Name, CronExpression Cron, TimeSpan Duration, TimeZoneInfo Zone)
{
    /// <summary>The longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>
    /// The spans that begin on a day of the wall clock: exactly the instants at which it shows a time of the window. What it skips in spring is in none, what it shows twice in autumn is
    /// in twice; a window that begins or ends within the hour that comes twice falls apart.
    /// </summary>
    public IEnumerable<WindowSpan> On(DateOnly day)
    {
        foreach (var begins in Cron.On(day))
        {
            foreach (var span in Spans(begins, begins + Duration))
            {
                yield return span;
            }
        }
    }

    private IEnumerable<WindowSpan> Spans(DateTime begins, DateTime ends)
    {
        // No offset is above 14 hours.
        var from = Utc(begins).AddHours(-15);
        var last = Utc(ends).AddHours(15);
        WindowSpan? open = null;
        while (from < last)
        {
            var offset = Zone.GetUtcOffset(from);
            var until = ChangeAfter(from, last, offset);
            var (first, behind) = (Later(from, Utc(begins - offset)), Earlier(until, Utc(ends - offset)));
            if (first < behind)
            {
                if (open is not null && open.Until < first)
                {
                    yield return open;
                    open = null;
                }

                open = open is null ? new WindowSpan(first, behind, [Name], Zone) : open with { Until = behind };
            }

            from = until;
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    // Zones change their offset at most once in an hour.
    private DateTimeOffset ChangeAfter(DateTimeOffset from, DateTimeOffset last, TimeSpan offset)
    {
        var known = from;
        while (known < last && Zone.GetUtcOffset(known.AddHours(1)) == offset)
        {
            known = known.AddHours(1);
        }

        if (known >= last)
        {
            return last;
        }

        var (low, high) = (0L, TimeSpan.TicksPerHour / TimeSpan.TicksPerSecond);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Zone.GetUtcOffset(known.AddSeconds(middle)) == offset ? (middle, high) : (low, middle);
        }

        return known.AddSeconds(high);
    }

    private static DateTimeOffset Utc(DateTime wall) => new(DateTime.SpecifyKind(wall, DateTimeKind.Utc));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
