using System.Globalization;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Gate.Stories;

namespace MigrationGuard.Cli.Releases.Reports;

/// <summary>The DORA numbers in one of the forms.</summary>
internal static class DoraReport
{
    /// <summary>Writes them for people.</summary>
    public static void WriteText(string service, DoraNumbers numbers, TextWriter output)
    {
        output.WriteLine($"{service}, {ReleaseWords.Time(numbers.Since)} to {ReleaseWords.Time(numbers.Until)}");
        output.WriteLine(FormattableString.Invariant($"deployment frequency  {numbers.PerWeek:0.##} a week ({numbers.Deployments} in all)"));
        output.WriteLine($"lead time             {Length(numbers.LeadSeconds)} (median, from the start of a release until its version had the traffic)");
        output.WriteLine(FormattableString.Invariant($"change failure rate   {(numbers.FailureRate is { } rate ? FormattableString.Invariant($"{rate * 100:0.#} %") : "-")} ({numbers.Failures} of {numbers.Deployments} lost the traffic again)"));
        output.WriteLine($"time to restore       {Length(numbers.RestoreSeconds)} (median, from when the failing version had the traffic until the old one had it again)");
    }

    /// <summary>Writes them for programs.</summary>
    public static void WriteJson(string service, DoraNumbers numbers, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("service", service);
        json.WriteString("since", numbers.Since.ToUniversalTime());
        json.WriteString("until", numbers.Until.ToUniversalTime());
        json.WriteNumber("deployments", numbers.Deployments);
        json.WriteNumber("failures", numbers.Failures);
        json.WriteNumber("deploymentsPerWeek", Math.Round(numbers.PerWeek, 3));
        WriteNumber(json, "leadTimeSeconds", numbers.LeadSeconds);
        WriteNumber(json, "changeFailureRate", numbers.FailureRate);
        WriteNumber(json, "timeToRestoreSeconds", numbers.RestoreSeconds);
        json.WriteStartArray("events");
        foreach (var happened in numbers.Events)
        {
            json.WriteStartObject();
            json.WriteString("event", WordOf(happened.Kind));
            json.WriteString("at", happened.At.ToUniversalTime());
            json.WriteString("release", happened.Release);
            json.WriteString("version", happened.Version);
            WriteNumber(json, "seconds", happened.Seconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Writes the events as a table with a heading (RFC 4180).</summary>
    public static void WriteCsv(string service, DoraNumbers numbers, TextWriter output)
    {
        output.Write("event,at,service,release,version,seconds\r\n");
        foreach (var happened in numbers.Events)
        {
            string[] fields = [WordOf(happened.Kind), happened.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), service, happened.Release, happened.Version, happened.Seconds?.ToString("0.###", CultureInfo.InvariantCulture) ?? ""];
            output.Write(string.Join(',', fields.Select(Field)) + "\r\n");
        }
    }

    /// <summary>The word of an event.</summary>
    public static string WordOf(DoraKind kind) => kind switch
    {
        DoraKind.Deployment => "deployment",
        DoraKind.ChangeFailure => "change-failure",
        _ => "restore",
    };

    // A spreadsheet computes what begins like a formula.
    private static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Length(double? seconds) => seconds is { } value ? Durations.Text(TimeSpan.FromMilliseconds(Math.Round(value * 1000))) : "-";

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, 4));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
