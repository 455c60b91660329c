using System.Text.Json;
using MigrationGuard.Cli.Checking.Waivers;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html</summary>
internal sealed class SarifReport : IReport
{
    /// <inheritdoc />
    public void Write(CheckReport report, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        WriteInvocation(json, report);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var file in report.Files)
        {
            var fingerprints = new Fingerprints(file);
            foreach (var finding in InOrder(file))
            {
                WriteResult(json, (finding, file.Waived.FirstOrDefault(waived => ReferenceEquals(waived.Finding, finding)).Waiver), fingerprints.Of(finding), Excerpts.End(file, finding.Span));
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    // A fingerprint counts the same findings before it, waived ones too.
    private static IEnumerable<Finding> InOrder(ReportedFile file) => file.Waived.Count == 0 ? file.Findings
        : file.Findings.Concat(file.Waived.Select(waived => waived.Finding)).OrderBy(finding => finding.Span.Start).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal);

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "MigrationGuard");
        json.WriteString("version", Names.ToolVersion);
        json.WriteString("informationUri", "https://github.com/migrationguard/migrationguard");
        json.WriteStartArray("rules");
        foreach (var rule in RuleCatalog.All)
        {
            WriteRule(json, rule.Info);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleInfo rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Name);
        WriteText(json, "shortDescription", rule.Title);
        WriteText(json, "fullDescription", $"{rule.When}. {rule.EffectInGeneral ?? rule.Effect}. {rule.InsteadInGeneral ?? rule.Instead}.");
        json.WriteString("helpUri", rule.HelpUri);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(rule.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("phase");
        foreach (var phase in rule.Phases)
        {
            json.WriteStringValue(Names.Of(phase));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, CheckReport report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Problems.Count == 0);
        json.WriteNumber("exitCode", (int)report.Verdict);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            WriteText(json, "message", problem.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteSuppression(Utf8JsonWriter json, Waiver waiver)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "external");
        json.WriteString("status", "accepted");
        json.WriteString("justification", FormattableString.Invariant($"{waiver.Reason} ({waiver.Person}, until {waiver.Until:yyyy-MM-dd})"));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, (Finding Finding, Waiver? Waiver) found, string fingerprint, (int Line, int Column) end)
    {
        var finding = found.Finding;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", IndexOf(finding.Rule.Id));
        json.WriteString("level", LevelOf(finding.Severity));
        WriteText(json, "message", $"{Names.EffectOf(finding)}. {finding.Instead}.");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri.EscapeDataString(finding.Span.Path).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.Span.Line);
        json.WriteNumber("startColumn", finding.Span.Column);
        json.WriteNumber("endLine", end.Line);
        json.WriteNumber("endColumn", end.Column);
        json.WriteNumber("charOffset", finding.Span.Start);
        json.WriteNumber("charLength", finding.Span.Length);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("migrationGuard/v1", fingerprint);
        json.WriteEndObject();
        if (found.Waiver is { } waiver)
        {
            WriteSuppression(json, waiver);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static int IndexOf(string id)
    {
        for (var i = 0; i < RuleCatalog.All.Count; i++)
        {
            if (RuleCatalog.All[i].Info.Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "note",
        _ => "none",
    };
}
