using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>The coming windows with what will run, for people's calendars and for programs.</summary>
internal static class ExportReport
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["ics", "json", "markdown"];

    /// <summary>Writes them.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="target">The database, for people.</param>
    /// <param name="to">Where to, when it is written, and a number that only grows with what was said.</param>
    public static void Write(IReadOnlyList<PlannedWindow> windows, string format, string target, (TextWriter Output, DateTimeOffset At, long Sequence) to)
    {
        switch (format)
        {
            case "json":
                WriteJson(windows, target, to.Output);
                break;
            case "markdown":
                to.Output.Write($"### Removals in {MarkdownReport.Escape(target)}\n\n| when | status | what |\n|---|---|---|\n");
                windows.ToList().ForEach(window => to.Output.Write($"| {MarkdownReport.Escape(QueueWords.Of(window.Span))} | {window.Status} | {MarkdownReport.Escape(window.Summary)} |\n"));
                break;
            default:
                new CalendarText(to.Output).Write(windows, $"Removals in {target}", (to.At, to.Sequence));
                break;
        }
    }

    private static void WriteJson(IReadOnlyList<PlannedWindow> windows, string target, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("database", target);
        json.WriteStartArray("windows");
        foreach (var window in windows)
        {
            json.WriteStartObject();
            json.WriteString("uid", window.Uid);
            json.WriteString("status", window.Status);
            json.WriteString("summary", window.Summary);
            QueueReport.WriteSpan(json, window.Span);
            json.WriteStartArray("removals");
            window.Entries.ToList().ForEach(entry => json.WriteStringValue(entry.Release.Id));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
