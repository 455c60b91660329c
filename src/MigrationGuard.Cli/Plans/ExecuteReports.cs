using System.Text.Json;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Plans;

namespace MigrationGuard.Cli.Plans;

/// <summary>The end of a run of <c>execute</c>.</summary>
internal static class ExecuteReports
{
    /// <summary>Writes it.</summary>
    public static void Write(PlannedFolder folder, PlanRunReport report, (bool Json, Surroundings Surroundings) to)
    {
        if (to.Json)
        {
            JsonText.Write(to.Surroundings.Output, json => Write(json, folder, report));
            return;
        }

        var output = to.Surroundings.Output;
        output.WriteLine($"{folder.Manifest.Id}: {ReleaseWords.Of(report.Answer)}: {report.Why}");
        foreach (var standing in report.Standing)
        {
            output.WriteLine($"  {standing.Phase.Name,-8} {TextOf(standing)}");
        }

        foreach (var left in folder.Manifest.Left ?? [])
        {
            output.WriteLine($"  left to its runner: {left}");
        }
    }

    private static string TextOf(PlannedStanding standing)
    {
        var total = standing.Phase.Plan.Steps.Count;
        var done = FormattableString.Invariant($"{standing.Done} of {total} steps");
        return standing.Next is not { } next ? done : $"{done}, next {next.Place}{(standing.IsBegun ? ", which was begun" : "")}";
    }

    private static void Write(Utf8JsonWriter json, PlannedFolder folder, PlanRunReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("formatVersion", 1);
        json.WriteString("plan", folder.Manifest.Id);
        json.WriteString("answer", ReleaseWords.Of(report.Answer));
        json.WriteString("why", report.Why);
        json.WriteStartArray("phases");
        foreach (var standing in report.Standing)
        {
            json.WriteStartObject();
            json.WriteString("phase", standing.Phase.Name);
            json.WriteNumber("done", standing.Done);
            json.WriteNumber("steps", standing.Phase.Plan.Steps.Count);
            json.WriteString("next", standing.Next?.Place);
            json.WriteBoolean("begun", standing.IsBegun);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("blockers");
        foreach (var blocker in report.Blockers)
        {
            json.WriteStringValue(blocker.ToString());
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
