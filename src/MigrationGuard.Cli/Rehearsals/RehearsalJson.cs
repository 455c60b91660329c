using System.Text.Json;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>A rehearsal as JSON.</summary>
internal static class RehearsalJson
{
    /// <summary>Writes all of it.</summary>
    public static void Write(RehearsalReport report, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("formatVersion", 1);
        json.WriteString("verdict", Names.Of(RehearsalVerdict.Of(report)));
        json.WriteString("why", RehearsalVerdict.Sentence(report));
        WriteCopy(report, json);
        json.WriteNumber("seconds", Math.Round(report.Duration.TotalSeconds, 3));
        json.WriteStartArray("before");
        WriteVersions(report.Start?.Versions ?? [], json);
        json.WriteEndArray();
        json.WriteStartArray("migrations");
        foreach (var migration in report.Migrations)
        {
            json.WriteStartObject();
            WriteMigration(migration, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("new");
        WriteVersions(report.New is { } fresh ? [fresh] : [], json);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Writes one migration with the copy that it ran on: a file of the evidence.</summary>
    public static void Write(MigrationRehearsal migration, RehearsalReport report, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("formatVersion", 1);
        WriteCopy(report, json);
        WriteMigration(migration, json);
        json.WriteEndObject();
    });

    private static void WriteCopy(RehearsalReport report, Utf8JsonWriter json)
    {
        json.WriteString("server", report.Server);
        json.WriteString("schema", report.Copied);
        Strings("notes", report.Notes, json);
        Strings("withoutRows", report.WithoutRows, json);
    }

    private static void WriteMigration(MigrationRehearsal migration, Utf8JsonWriter json)
    {
        json.WriteString("migration", migration.Migration.Name);
        json.WriteString("path", migration.Migration.Path);
        json.WriteString("ending", migration.Ending switch { RehearsalEnding.Ran => "ran", RehearsalEnding.Failed => "failed", _ => "not-run" });
        json.WriteString("reason", migration.Reason);
        json.WriteString("phase", RehearsalWords.Of(migration.Phase));
        json.WriteString("shownBy", migration.Why);
        json.WriteString("outcome", RehearsalWords.Of(migration.Outcome).Replace(' ', '-'));
        Strings("mismatches", migration.Mismatches, json);
        WriteStatic(migration.Migration.Static, json);
        json.WriteString("fingerprintBefore", migration.Before);
        json.WriteString("fingerprintAfter", migration.After);
        Strings("changes", migration.Changes, json);
        WriteProbes(migration.Migration.Probes, json);
        json.WriteStartArray("steps");
        foreach (var step in migration.Steps)
        {
            json.WriteStartObject();
            WriteStep(step, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("proofs");
        foreach (var proof in migration.Proofs)
        {
            json.WriteStartObject();
            json.WriteString("behind", proof.Place);
            json.WriteStartArray("versions");
            WriteVersions(proof.Versions, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStatic(StaticAnswer said, Utf8JsonWriter json)
    {
        json.WriteStartObject("static");
        json.WriteString("phase", RehearsalWords.Of(said.Phase));
        json.WriteString("why", said.Why);
        json.WriteBoolean("costKnown", said.CostKnown);
        json.WriteBoolean("rewrites", said.Rewrites);
        json.WriteBoolean("scans", said.Scans);
        json.WriteStartObject("locks");
        foreach (var (relation, mode) in said.Locks.OrderBy(held => held.Key.ToString(), StringComparer.Ordinal))
        {
            json.WriteString(relation.ToString(), mode.Name);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProbes(IReadOnlyList<DataProbe> probes, Utf8JsonWriter json)
    {
        json.WriteStartArray("probes");
        foreach (var probe in probes)
        {
            json.WriteStartObject();
            json.WriteString("question", probe.Question);
            json.WriteString("answer", RehearsalWords.Of(probe.Answer));
            json.WriteString("reason", probe.Reason);
            json.WriteString("sql", probe.Sql);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStep(StepTrace step, Utf8JsonWriter json)
    {
        json.WriteString("place", step.Place);
        Strings("sql", step.Statements, json);
        json.WriteNumber("milliseconds", Math.Round(step.Duration.TotalMilliseconds, 3));
        json.WriteString("failure", step.Failure is { } failure ? $"{failure.Place}: {failure.Message}" : null);
        json.WriteString("failedOnRows", step.FailedOnRows);
        json.WriteStartArray("relations");
        foreach (var relation in step.Relations)
        {
            json.WriteStartObject();
            json.WriteString("name", relation.Name.ToString());
            json.WriteString("lock", relation.Lock.Name);
            foreach (var (name, value) in new[] { ("table", relation.IsTable), ("live", relation.IsLive), ("rewritten", relation.Rewritten), ("scanned", relation.Scanned), ("verified", relation.Verified), ("indexed", relation.Indexed), ("gone", relation.Gone) })
            {
                json.WriteBoolean(name, value);
            }

            json.WriteNumber("inserted", relation.Inserted);
            json.WriteNumber("updated", relation.Updated);
            json.WriteNumber("deleted", relation.Deleted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Strings("messages", step.Messages, json);
    }

    private static void WriteVersions(IReadOnlyList<VersionProof> versions, Utf8JsonWriter json)
    {
        foreach (var version in versions)
        {
            json.WriteStartObject();
            json.WriteString("version", version.Version);
            json.WriteString("verdict", ProofWords.Of(version.Verdict));
            json.WriteNumber("statements", version.Statements);
            json.WriteNumber("passing", version.Passing);
            json.WriteString("obstacle", version.Obstacle);
            json.WriteStartArray("open");
            foreach (var statement in version.Open)
            {
                WriteStatement(statement, json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteStatement(StatementProof statement, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", statement.Statement.Key);
        json.WriteString("text", statement.Statement.Text);
        json.WriteString("from", ProofWords.Place(statement.Statement));
        json.WriteString("verdict", ProofWords.Of(statement.Verdict));
        json.WriteString("sqlState", statement.SqlState);
        json.WriteString("message", statement.Message);
        json.WriteString("cause", statement.Cause);
        Strings("differences", statement.Differences.Select(ProofWords.Line), json);
        json.WriteEndObject();
    }

    private static void Strings(string name, IEnumerable<string> values, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
