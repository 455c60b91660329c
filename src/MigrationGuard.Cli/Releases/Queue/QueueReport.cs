using System.Text.Json;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Contracts;
using MigrationGuard.Gate.Maintenance;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>The queue of removals in one of the forms.</summary>
/// <param name="target">The database, for people.</param>
/// <param name="at">When it was read.</param>
internal sealed class QueueReport(string target, DateTimeOffset at)
{
    private const int Widest = 13;

    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<QueueEntry> entries, (OutputFormat Format, TextWriter Output) to)
    {
        switch (to.Format)
        {
            case OutputFormat.Json:
                JsonText.Write(to.Output, json => WriteJson(json, entries));
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(entries, to.Output);
                break;
            default:
                WriteText(entries, to.Output);
                break;
        }
    }

    /// <summary>Writes a span; null for none.</summary>
    public static void WriteSpan(Utf8JsonWriter json, string name, WindowSpan? span)
    {
        if (span is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        WriteSpan(json, span);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a span.</summary>
    public static void WriteSpan(Utf8JsonWriter json, WindowSpan span)
    {
        json.WriteString("from", span.From.UtcDateTime);
        json.WriteString("until", span.Until.UtcDateTime);
        json.WriteString("localFrom", span.LocalFrom);
        json.WriteString("localUntil", span.LocalUntil);
        json.WriteString("zone", span.Zone.Id);
        json.WriteStartArray("windows");
        span.Names.ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    private void WriteText(IReadOnlyList<QueueEntry> entries, TextWriter output)
    {
        output.Write($"{target}, {ReleaseWords.Time(at)}\n");
        if (entries.Count == 0)
        {
            output.Write("nothing is to be removed\n");
        }

        foreach (var entry in entries)
        {
            output.Write($"\n{entry.Release.Id}  {entry.State.Word}: {QueueWords.Standing(entry)}\n");
            entry.Objects.ToList().ForEach(found => output.Write($"  {found}\n"));
            foreach (var reason in entry.Reasons)
            {
                output.Write($"  {QueueWords.Of(reason.Verdict),-7}  {QueueWords.Of(reason.Condition),-Widest}  {reason.Text.ReplaceLineEndings($"\n{new string(' ', Widest + 13)}")}\n");
            }

            output.Write(entry.Next is { } next ? $"  next     {QueueWords.Of(next)}\n" : "");
            output.Write(entry.Inputs is { } inputs ? $"  digest   {inputs.Digest}\n" : "");
        }
    }

    private void WriteMarkdown(IReadOnlyList<QueueEntry> entries, TextWriter output)
    {
        output.Write($"### Removals in {MarkdownReport.Escape(target)}, {ReleaseWords.Time(at)}\n");
        output.Write(entries.Count == 0 ? "\nNothing is to be removed.\n" : "");
        foreach (var entry in entries)
        {
            output.Write($"\n**{MarkdownReport.Escape(entry.Release.Id)}** is {entry.State.Word}: {QueueWords.Standing(entry)}. {string.Join(", ", entry.Objects.Select(found => $"{found.Kind} {MarkdownReport.Code(found.Identity)}"))}\n\n| holds | | |\n|---|---|---|\n");
            foreach (var reason in entry.Reasons)
            {
                output.Write($"| {QueueWords.Of(reason.Verdict)} | {QueueWords.Of(reason.Condition)} | {MarkdownReport.Escape(reason.Text.ReplaceLineEndings(" "))} |\n");
            }

            output.Write(entry.Next is { } next ? $"\nNext: {MarkdownReport.Escape(QueueWords.Of(next))}\n" : "");
        }
    }

    private void WriteJson(Utf8JsonWriter json, IReadOnlyList<QueueEntry> entries)
    {
        json.WriteStartObject();
        json.WriteString("database", target);
        json.WriteString("at", at.UtcDateTime);
        json.WriteStartArray("removals");
        foreach (var entry in entries)
        {
            WriteEntry(json, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, QueueEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("release", entry.Release.Id);
        json.WriteString("service", entry.Release.Service);
        json.WriteString("old", entry.Release.Old.Version);
        json.WriteString("new", entry.Release.New.Version);
        json.WriteString("state", entry.State.Word);
        json.WriteString("standing", entry.Standing);
        json.WriteBoolean("canGo", entry.CanGo);
        json.WriteStartArray("objects");
        foreach (var found in entry.Objects)
        {
            json.WriteStartObject();
            json.WriteString("identity", found.Identity);
            json.WriteString("kind", found.Kind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("reasons");
        foreach (var reason in entry.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("condition", QueueWords.Of(reason.Condition));
            json.WriteString("verdict", ReleaseWords.Of(reason.Verdict));
            json.WriteString("text", reason.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteSchedule(json, entry.Schedule);
        WriteSpan(json, "next", entry.Next);
        WriteInputs(json, entry.Inputs);
        if (entry.UnusedSince is { } since)
        {
            json.WriteString("unusedSince", since.UtcDateTime);
        }
        else
        {
            json.WriteNull("unusedSince");
        }

        json.WriteNumber("estimateSeconds", Math.Round(entry.Estimates.Sum(estimate => estimate.Time.TotalSeconds), 1));
        json.WriteEndObject();
    }

    private static void WriteSchedule(Utf8JsonWriter json, ContractNote? schedule)
    {
        if (schedule is null)
        {
            json.WriteNull("schedule");
            return;
        }

        json.WriteStartObject("schedule");
        json.WriteString("person", schedule.Person);
        json.WriteString("databaseUser", schedule.DatabaseUser);
        json.WriteString("at", schedule.At.UtcDateTime);
        json.WriteString("notBefore", schedule.NotBefore?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("window", schedule.Window);
        json.WriteString("reason", schedule.Reason);
        json.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter json, ContractInputs? inputs)
    {
        json.WriteString("digest", inputs?.Digest);
        if (inputs is null)
        {
            json.WriteNull("inputs");
            return;
        }

        json.WriteStartObject("inputs");
        json.WriteString("statements", inputs.Statements);
        json.WriteString("schema", inputs.Schema);
        json.WriteString("evidence", inputs.Evidence);
        json.WriteString("targets", inputs.Targets);
        json.WriteEndObject();
    }
}
