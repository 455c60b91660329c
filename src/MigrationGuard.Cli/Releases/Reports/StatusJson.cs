using System.Text.Json;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases.Reports;

/// <summary>Where a release is, for programs.</summary>
internal static class StatusJson
{
    /// <summary>Writes it.</summary>
    public static void Write(ReleaseStatus status, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("release", status.Release.Id);
        json.WriteString("service", status.Release.Service);
        json.WriteString("state", status.State.Word);
        WriteTime(json, "since", status.Since);
        json.WriteString("why", status.Why);
        json.WriteString("mode", status.Mode == GateMode.Observe ? "observe" : "enforce");
        json.WriteString("withoutLedger", status.WithoutLedger);
        json.WritePropertyName("details");
        ReleaseJson.Write(status.State).WriteTo(json);
        WriteSide(json, "old", status.Release.Old, status.Old);
        WriteSide(json, "new", status.Release.New, status.New);
        WriteRouter(json, status.Router);
        WriteTargets(json, status);
        WriteNames(json, status);
        json.WriteStartArray("evidence");
        status.Evidence.ToList().ForEach(row => WriteEvidence(json, row));
        json.WriteEndArray();
        WriteTime(json, "windowUntil", status.Window);
        json.WriteString("rollbackFloor", status.Floor?.Version);
        json.WriteString("frozen", status.Frozen?.Reason);
        json.WriteString("plan", status.Release.Plan);
        json.WriteString("base", status.Release.Base);
        json.WriteString("startedBy", status.Release.StartedBy);
        WriteTime(json, "startedAt", status.Release.StartedAt);
        OutcomeReport.WriteNext(json, status.Next);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ReleaseSide side, AppVersion? version)
    {
        json.WriteStartObject(name);
        json.WriteString("version", side.Version);
        json.WriteString("digest", side.Digest);
        json.WriteString("slot", side.Slot);
        json.WriteString("standing", version?.State.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }

    private static void WriteRouter(Utf8JsonWriter json, RouterObservation router)
    {
        json.WriteStartObject("router");
        if (router is RouterObservation.At at)
        {
            json.WriteString("slot", at.Slot);
            json.WriteNumber("generation", at.Generation);
        }
        else if (router is RouterObservation.Shared shared)
        {
            json.WriteString("slot", shared.Share.From);
            json.WriteNumber("generation", shared.Generation);
            json.WriteStartObject("share");
            json.WriteString("slot", shared.Share.To);
            json.WriteNumber("percent", shared.Share.Percent);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("unclear", ReleaseWords.Of(router));
        }

        json.WriteEndObject();
    }

    private static void WriteTargets(Utf8JsonWriter json, ReleaseStatus status)
    {
        json.WriteStartArray("targets");
        foreach (var target in status.Router.Targets ?? [])
        {
            json.WriteStartObject();
            json.WriteString("name", target.Name);
            WriteNumber(json, "desiredGeneration", status.State.WantedGeneration);
            WriteNumber(json, "observedGeneration", target.Seen switch { RouterObservation.At at => at.Generation, RouterObservation.Shared shared => shared.Generation, _ => null });
            json.WriteString("slot", target.Seen is RouterObservation.At on ? on.Slot : null);
            json.WriteString("unclear", target.Seen is RouterObservation.NotYet or RouterObservation.Unknown ? ReleaseWords.Of(target.Seen) : null);
            WriteTime(json, "observedAt", target.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, ReleaseStatus status)
    {
        json.WriteStartArray("dns");
        foreach (var name in status.Dns)
        {
            json.WriteStartObject();
            json.WriteString("name", name.Name);
            json.WriteNumber("ttlSeconds", (long)name.Ttl.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTime(json, "oldNamesUntil", status.OldNamesUntil);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteEvidence(Utf8JsonWriter json, EvidenceRow row)
    {
        json.WriteStartObject();
        json.WriteString("kind", row.Kind);
        json.WriteString("version", row.Version);
        json.WriteString("verdict", ReleaseWords.Of(row.Verdict));
        json.WriteString("why", row.Why);
        WriteTime(json, "observedAt", row.Piece?.ObservedAt);
        WriteTime(json, "expiresAt", row.Piece?.ExpiresAt);
        json.WriteString("fingerprint", row.Piece?.Fingerprint);
        json.WriteString("producer", row.Piece?.Producer);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value.ToUniversalTime());
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
