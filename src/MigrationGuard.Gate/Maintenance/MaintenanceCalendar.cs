using MigrationGuard.Gate.Policies;

namespace MigrationGuard.Gate.Maintenance;

/// <summary>When removals may run: windows that overlap are one, and freezes are cut out of them.</summary>
/// <param name="windows">The windows; without any, every time outside the freezes is one.</param>
/// <param name="freezes">The freezes.</param>
public sealed class MaintenanceCalendar(IReadOnlyList<MaintenanceWindow> windows, IReadOnlyList<Freeze> freezes)
{
    // A window on 29 February comes within eight years.
    private const int DaysAhead = 366 * 8;

    private const int DaysBack = 9;

    private static readonly TimeSpan LongestSaid = TimeSpan.FromDays(32);

    /// <summary>Whether there are windows.</summary>
    public bool HasWindows => windows.Count > 0;

    /// <summary>The same with the windows of one name only; all of them for null.</summary>
    public MaintenanceCalendar Of(string? name) => name is null ? this : new([.. windows.Where(window => string.Equals(window.Name, name, StringComparison.OrdinalIgnoreCase))], freezes);

    /// <summary>The span that a time is in; null when it is in none.</summary>
    public WindowSpan? At(DateTimeOffset at) => After(at).FirstOrDefault() is { } next && next.Contains(at) ? next : null;

    /// <summary>The spans that end after a time, from early to late; they are found as they are asked for.</summary>
    public IEnumerable<WindowSpan> After(DateTimeOffset at) => windows.Count == 0 ? [] : Whole(at).SelectMany(Thawed).Where(span => span.Until > at);

    private IEnumerable<WindowSpan> Whole(DateTimeOffset at)
    {
        var first = DateOnly.FromDateTime(at.UtcDateTime).AddDays(-DaysBack);
        var open = new List<WindowSpan>();
        for (var number = 0; number < DaysAhead; number++)
        {
            var day = first.AddDays(number);
            open = Merged([.. open, .. windows.SelectMany(window => window.On(day))]);

            // What begins on a later day of some zone begins after this.
            var certain = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(10);
            foreach (var span in open.Where(span => IsWhole(span, certain)))
            {
                yield return span;
            }

            open.RemoveAll(span => IsWhole(span, certain));
        }

        foreach (var span in open)
        {
            yield return span;
        }
    }

    // A window that never ends is said in pieces.
    private static bool IsWhole(WindowSpan span, DateTimeOffset certain) => span.Until < certain || span.Until - span.From > LongestSaid;

    private static List<WindowSpan> Merged(IEnumerable<WindowSpan> spans)
    {
        var merged = new List<WindowSpan>();
        foreach (var span in spans.OrderBy(span => span.From).ThenBy(span => span.Until))
        {
            if (merged is [.., var last] && span.From <= last.Until)
            {
                merged[^1] = last with { Until = span.Until > last.Until ? span.Until : last.Until, Names = [.. last.Names.Union(span.Names, StringComparer.Ordinal)] };
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }

    private IEnumerable<WindowSpan> Thawed(WindowSpan span)
    {
        var from = span.From;
        foreach (var freeze in freezes.Where(freeze => freeze.From < span.Until && freeze.Until > span.From).OrderBy(freeze => freeze.From))
        {
            if (from < freeze.From)
            {
                yield return span with { From = from, Until = freeze.From };
            }

            from = freeze.Until > from ? freeze.Until : from;
        }

        if (from < span.Until)
        {
            yield return span with { From = from };
        }
    }
}
