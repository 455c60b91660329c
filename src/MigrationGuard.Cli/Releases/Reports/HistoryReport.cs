using System.Text.Json;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Reports;

/// <summary>The journal of a release in one of the forms.</summary>
internal static class HistoryReport
{
    /// <summary>Writes it.</summary>
    public static void Write(ReleaseRecord release, IReadOnlyList<JournalEntry> journal, (OutputFormat Format, TextWriter Output) to)
    {
        switch (to.Format)
        {
            case OutputFormat.Json:
                JsonText.Write(to.Output, json => WriteJson(json, journal));
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(release, journal, to.Output);
                break;
            default:
                WriteText(release, journal, to.Output);
                break;
        }
    }

    private static void WriteText(ReleaseRecord release, IReadOnlyList<JournalEntry> journal, TextWriter output)
    {
        output.WriteLine($"{release.Id}: {release.Old.Version} on {release.Old.Slot} by {release.New.Version} on {release.New.Slot}, started by {release.StartedBy} at {ReleaseWords.Time(release.StartedAt)}");
        foreach (var entry in journal)
        {
            output.WriteLine(FormattableString.Invariant($"{entry.Sequence,6}  {entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}  {JournalText.Of(entry.Kind),-11}  {entry.Name,-20}  {Told(entry)}").TrimEnd());
        }
    }

    private static void WriteMarkdown(ReleaseRecord release, IReadOnlyList<JournalEntry> journal, TextWriter output)
    {
        output.Write($"### {MarkdownReport.Escape(release.Id)}\n\n| | when (UTC) | what | |\n|---|---|---|---|\n");
        foreach (var entry in journal)
        {
            output.Write(FormattableString.Invariant($"| {entry.Sequence} | {entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} | {JournalText.Of(entry.Kind)} {MarkdownReport.Code(entry.Name)} | {MarkdownReport.Escape(Told(entry).ReplaceLineEndings(" "))} |\n"));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<JournalEntry> journal)
    {
        json.WriteStartArray();
        foreach (var entry in journal)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("at", entry.At.ToUniversalTime());
            json.WriteString("kind", JournalText.Of(entry.Kind));
            json.WriteString("name", entry.Name);
            json.WriteString("state", JournalText.State(entry));
            json.WriteString("why", JournalText.Why(entry));
            json.WriteNumber("token", entry.Token);
            json.WritePropertyName("payload");
            entry.Payload.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Told(JournalEntry entry)
    {
        string?[] parts = [JournalText.State(entry) is { } state ? $"-> {state}:" : null, JournalText.Why(entry), JournalText.Details(entry), entry.Token == 0 ? "(while the ledger was out of reach)" : null];
        return string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));
    }
}
