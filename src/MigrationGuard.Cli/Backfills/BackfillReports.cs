using MigrationGuard.Backfills;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Backfills;

/// <summary>The end of a run.</summary>
internal static class BackfillReports
{
    /// <summary>Writes it.</summary>
    public static void Write(string name, BackfillReport report, (bool Json, Surroundings Surroundings) to)
    {
        if (to.Json)
        {
            JsonText.Write(to.Surroundings.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("verdict", BackfillWords.Of(report.Verdict));
                json.WriteString("why", report.Why);
                json.WritePropertyName("backfill");
                BackfillJson.Write(json, report.Status);
                json.WriteEndObject();
            });
            return;
        }

        if (report.Status is not { } status)
        {
            to.Surroundings.Say(report.Why);
            return;
        }

        var output = to.Surroundings.Output;
        output.WriteLine($"{name}: {BackfillWords.Of(report.Verdict)}: {report.Why}");
        output.WriteLine(FormattableString.Invariant($"{status.Rows:N0} rows in {Durations.Text(ReleaseWords.Rounded(status.UpdatedAt - status.StartedAt))}, {status.Rate:N0} rows/s in the last run, {status.Pass} pass{(status.Pass == 1 ? "" : "es")}."));
        BackfillText.WriteSkipped(status, output);
        output.Write(BackfillWords.NextOf(status) is { } next ? $"Next: {next}\n" : "");
    }
}
