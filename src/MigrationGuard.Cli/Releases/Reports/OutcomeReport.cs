using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;

namespace MigrationGuard.Cli.Releases.Reports;

/// <summary>How a command about a release ended, in one of the forms.</summary>
internal static class OutcomeReport
{
    /// <summary>Writes it.</summary>
    public static void Write(ReleaseOutcome outcome, OutputFormat format, TextWriter output)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonText.Write(output, json => WriteJson(json, outcome));
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(outcome, output);
                break;
            default:
                WriteText(outcome, output);
                break;
        }
    }

    private static void WriteText(ReleaseOutcome outcome, TextWriter output)
    {
        var report = outcome.Report;
        output.WriteLine($"{Subject(report)}: {Verdict(report.Answer)}. {report.Why}");
        foreach (var line in Facts(outcome))
        {
            output.WriteLine("  " + line);
        }

        foreach (var refusal in outcome.WouldRefuse)
        {
            output.WriteLine($"  observe: would have been refused: {refusal}");
        }

        WriteNext(outcome.Next, output);
    }

    /// <summary>Writes the next step.</summary>
    public static void WriteNext(NextStep? next, TextWriter output)
    {
        if (next is not null)
        {
            output.WriteLine($"Next: {next.Text}");
            output.Write(next.Command is null ? "" : $"  {next.Command}\n");
        }
    }

    private static void WriteMarkdown(ReleaseOutcome outcome, TextWriter output)
    {
        var report = outcome.Report;
        output.Write($"### {MarkdownReport.Escape(Subject(report))}: {Verdict(report.Answer)}\n\n{MarkdownReport.Escape(report.Why)}\n");
        foreach (var line in Facts(outcome).Concat(outcome.WouldRefuse.Select(refusal => $"**observe**: would have been refused: {MarkdownReport.Escape(refusal)}")))
        {
            output.Write($"\n* {line}");
        }

        output.Write(outcome.Next is { } next ? $"\n\nNext: {MarkdownReport.Escape(next.Text)}{(next.Command is null ? "" : $"\n\n```shell\n{next.Command}\n```")}\n" : "\n");
    }

    private static void WriteJson(Utf8JsonWriter json, ReleaseOutcome outcome)
    {
        var report = outcome.Report;
        json.WriteStartObject();
        json.WriteString("release", report.Release);
        json.WriteString("answer", ReleaseWords.Of(report.Answer));
        json.WriteNumber("exitCode", (int)report.Answer);
        json.WriteString("why", report.Why);
        json.WriteString("state", report.State?.Word);
        WriteNumber(json, "switch_seconds", report.SwitchSeconds);
        WriteNumber(json, "last_old_request_seconds", report.LastOldRequestSeconds);
        WriteNumber(json, "rollback_seconds", report.RollbackSeconds);
        json.WriteBoolean("withoutLedger", report.WithoutLedger);
        if (report.Busy is { } busy)
        {
            json.WriteStartObject("busy");
            json.WriteString("holder", busy.Holder);
            json.WriteString("since", busy.Since.ToUniversalTime());
            json.WriteNumber("ageSeconds", Math.Round(busy.Age.TotalSeconds, 3));
            json.WriteEndObject();
        }

        WriteObjects(json, report);
        WriteTexts(json, "wouldRefuse", outcome.WouldRefuse);
        WriteNext(json, outcome.Next);
        json.WriteEndObject();
    }

    private static void WriteObjects(Utf8JsonWriter json, ReleaseReport report)
    {
        if (report.Objects is null)
        {
            return;
        }

        json.WriteStartArray("objects");
        foreach (var hidden in report.Objects)
        {
            json.WriteStartObject();
            json.WriteString("identity", hidden.Identity);
            json.WriteString("kind", hidden.Kind);
            json.WriteBoolean("renamed", hidden.Renamed);
            json.WriteString("hiddenName", hidden.HiddenName);
            WriteTexts(json, "unbound", hidden.Unbound);
            json.WriteString("note", hidden.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "problems", report.Problems);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        texts.ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    /// <summary>Writes the next step; null when there is none.</summary>
    public static void WriteNext(Utf8JsonWriter json, NextStep? next)
    {
        if (next is null)
        {
            json.WriteNull("next");
            return;
        }

        json.WriteStartObject("next");
        json.WriteString("text", next.Text);
        json.WriteString("command", next.Command);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, 3));
        }
    }

    private static IEnumerable<string> Facts(ReleaseOutcome outcome)
    {
        var report = outcome.Report;
        if (report is { SwitchSeconds: { } switched, State: ReleaseState.Baking or ReleaseState.WindowOpen })
        {
            yield return FormattableString.Invariant($"switch_seconds {switched:0.000}");
        }

        if (report.LastOldRequestSeconds is { } last)
        {
            yield return FormattableString.Invariant($"last_old_request_seconds {last:0.000}");
        }

        if (report.RollbackSeconds is { } back)
        {
            yield return FormattableString.Invariant($"rollback_seconds {back:0.000}");
        }

        if (report.Busy is { } busy)
        {
            yield return $"held by {busy.Holder} since {ReleaseWords.Time(busy.Since)}, for {Durations.Text(ReleaseWords.Rounded(busy.Age))}; --wait DURATION waits";
        }

        if (report.WithoutLedger && report.State is not null)
        {
            yield return "the ledger did not answer: what happened is kept on this machine, and the next command tells the ledger";
        }
    }

    private static string Subject(ReleaseReport report) => report.State is { } state ? $"{report.Release} is {state.Word}" : report.Release ?? "release";

    private static string Verdict(ReleaseAnswer answer) => answer switch
    {
        ReleaseAnswer.Yes => "yes",
        ReleaseAnswer.No => "no",
        ReleaseAnswer.Unknown => "unknown",
        ReleaseAnswer.Usage => "not possible",
        ReleaseAnswer.Drift => "drift",
        ReleaseAnswer.Busy => "busy",
        ReleaseAnswer.Dependency => "something does not answer",
        ReleaseAnswer.Held => "somebody has to decide",
        _ => "refused by policy",
    };
}
