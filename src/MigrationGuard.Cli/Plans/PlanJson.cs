using System.Text.Json;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Planning;

namespace MigrationGuard.Cli.Plans;

/// <summary>A plan as JSON.</summary>
internal static class PlanJson
{
    /// <summary>Writes one plan as an object.</summary>
    public static void Write(PhasedPlan plan, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("server", plan.Server.Name);
        json.WriteStartArray("parts");
        foreach (var part in plan.Parts)
        {
            Write(part, plan, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("left");
        foreach (var left in plan.Left)
        {
            json.WriteStartObject();
            json.WriteString("migration", left.Migration.ToString());
            json.WriteString("path", left.Place.Path);
            json.WriteNumber("line", left.Place.Line);
            json.WriteString("reason", left.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(PhasedPart part, PhasedPlan plan, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("phase", Names.Of(part.Phase));
        json.WriteString("migration", part.Migration.ToString());
        json.WriteString("path", part.Place.Path);
        json.WriteNumber("line", part.Place.Line);
        json.WriteString("what", part.What);
        json.WriteString("rule", part.Rule);
        json.WriteBoolean("transaction", !part.OutsideTransaction);
        json.WriteBoolean("batches", part.InBatches);
        json.WriteString("question", part.Question);
        Write("remains", part.Remains, json);
        Write("sql", PartSql.Of(part, plan.Server), json);
        json.WriteEndObject();
    }

    private static void Write(string name, IReadOnlyList<string> values, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
