using System.Text.Json;
using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>The report for programs, of the form docs/schemas/check.schema.json.</summary>
internal sealed class JsonReport : IReport
{
    private const string Schema = "https://raw.githubusercontent.com/migrationguard/migrationguard/main/docs/schemas/check.schema.json";

    /// <inheritdoc />
    public void Write(CheckReport report, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("tool", "migrationguard");
        json.WriteString("version", Names.ToolVersion);
        json.WriteString("verdict", Names.Of(report.Verdict));
        json.WriteNumber("exitCode", (int)report.Verdict);
        WriteSummary(json, report);
        json.WriteStartArray("files");
        foreach (var file in report.Files)
        {
            WriteFile(json, file);
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("path", problem.Path);
            json.WriteString("text", problem.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteSummary(Utf8JsonWriter json, CheckReport report)
    {
        json.WriteStartArray("servers");
        foreach (var server in report.Servers)
        {
            json.WriteStringValue(server);
        }

        json.WriteEndArray();
        json.WriteStartObject("summary");
        json.WriteNumber("files", report.Summary.Files);
        json.WriteNumber("migrations", report.Summary.Migrations);
        json.WriteNumber("released", report.Summary.Released);
        json.WriteNumber("statements", report.Summary.Statements);
        json.WriteNumber("understood", report.Summary.Understood);
        json.WriteNumber("errors", report.Summary.Errors);
        json.WriteNumber("warnings", report.Summary.Warnings);
        json.WriteNumber("notes", report.Summary.Infos);
        json.WriteNumber("held", report.Summary.Held);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, ReportedFile file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteStartArray("migrations");
        foreach (var migration in file.Migrations)
        {
            WriteMigration(json, migration, file.Path);
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in file.Findings)
        {
            WriteFinding(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMigration(Utf8JsonWriter json, CheckedMigration migration, string path)
    {
        json.WriteStartObject();
        json.WriteString("version", migration.Migration.Id.Version);
        json.WriteString("name", migration.Migration.Id.Name);
        json.WriteString("direction", Names.Of(migration.Migration.Direction));
        json.WriteString("transaction", migration.Migration.Transaction == Migrations.TransactionMode.Single ? "single" : "none");
        json.WriteBoolean("held", migration.Held);
        json.WriteStartArray("steps");
        foreach (var (step, classification) in migration.Steps)
        {
            json.WriteStartObject();
            if (step.Span.Path != path)
            {
                json.WriteString("path", step.Span.Path);
            }

            json.WriteNumber("line", step.Span.Line);
            json.WriteNumber("column", step.Span.Column);
            json.WriteNumber("statement", step.Statement);
            json.WriteString("operation", step.Operation.GetType().Name);
            json.WriteString("phase", Names.PhaseOf(classification));
            WriteImpact(json, "breaksOld", classification.BreaksOld);
            WriteImpact(json, "breaksNew", classification.BreaksNew);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteImpact(Utf8JsonWriter json, string name, Compatibility compatibility)
    {
        if (compatibility.Impact != Impact.None)
        {
            json.WriteStartObject(name);
            json.WriteString("impact", compatibility.Impact switch { Impact.Note => "note", Impact.Breaks => "breaks", _ => "unknown" });
            json.WriteString("reason", compatibility.Reason);
            json.WriteEndObject();
        }
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("name", finding.Rule.Name);
        json.WriteString("severity", Names.Of(finding.Severity));
        json.WriteString("title", finding.Rule.Title);
        json.WriteString("effect", finding.Effect);
        json.WriteString("instead", finding.Instead);
        if (finding.Suggestion is not null)
        {
            json.WriteString("suggestion", finding.Suggestion);
        }

        json.WriteBoolean("held", finding.Held);
        json.WriteBoolean("verified", !finding.NotVerified);
        json.WriteNumber("line", finding.Span.Line);
        json.WriteNumber("column", finding.Span.Column);
        json.WriteNumber("start", finding.Span.Start);
        json.WriteNumber("length", finding.Span.Length);
        json.WriteNumber("statement", finding.Statement);
        json.WriteString("help", finding.Rule.HelpUri);
        json.WriteEndObject();
    }
}
