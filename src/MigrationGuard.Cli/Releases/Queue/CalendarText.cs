using System.Text;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>Writes iCalendar: lines of at most 75 octets, CRLF, escaped texts, times in UTC. https://www.rfc-editor.org/rfc/rfc5545</summary>
/// <param name="output">Where it goes.</param>
internal sealed class CalendarText(TextWriter output)
{
    private const int LongestLine = 75;

    /// <summary>Writes windows as a calendar.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="name">What the calendar is called.</param>
    /// <param name="stamp">When it is written, and a number that only grows with what was said.</param>
    public void Write(IReadOnlyList<PlannedWindow> windows, string name, (DateTimeOffset At, long Sequence) stamp)
    {
        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", "-//MigrationGuard//Removals//EN");
        Line("CALSCALE", "GREGORIAN");
        Line("METHOD", "PUBLISH");
        Line("X-WR-CALNAME", Escaped(name));
        foreach (var window in windows)
        {
            Event(window, stamp);
        }

        Line("END", "VCALENDAR");
    }

    private void Event(PlannedWindow window, (DateTimeOffset At, long Sequence) stamp)
    {
        Line("BEGIN", "VEVENT");
        Line("UID", window.Uid);
        Line("DTSTAMP", Time(stamp.At));
        Line("DTSTART", Time(window.Span.From));
        Line("DTEND", Time(window.Span.Until));
        Line("SEQUENCE", FormattableString.Invariant($"{Math.Min(stamp.Sequence, int.MaxValue)}"));
        Line("STATUS", window.Status.ToUpperInvariant());
        Line("SUMMARY", Escaped(window.Summary));
        Line("DESCRIPTION", Escaped(Description(window)));
        Line("TRANSP", window.Entries.Count == 0 ? "TRANSPARENT" : "OPAQUE");
        Line("END", "VEVENT");
    }

    private static string Description(PlannedWindow window) =>
        string.Join('\n', window.Entries.SelectMany(entry => (IEnumerable<string>)[$"{entry.Release.Id}: {QueueWords.Standing(entry)}", .. entry.Missing.Select(reason => $"{QueueWords.Of(reason.Condition)}: {reason.Text}")]).Prepend(QueueWords.Of(window.Span)));

    private static string Time(DateTimeOffset at) => FormattableString.Invariant($"{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    private static string Escaped(string text) => text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // A character is never parted.
    private void Line(string name, string value)
    {
        var length = 0;
        var line = new StringBuilder();
        foreach (var rune in $"{name}:{value}".EnumerateRunes().Where(rune => !Rune.IsControl(rune)))
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                line.Append("\r\n ");
                length = 1;
            }

            line.Append(rune);
            length += rune.Utf8SequenceLength;
        }

        output.Write(line.Append("\r\n").ToString());
    }
}
