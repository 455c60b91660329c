using System.Text.Json;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>The report for programs, of the form docs/schemas/prove.schema.json.</summary>
internal sealed class ProofJsonReport : IProofReport
{
    private const string Schema = "https://raw.githubusercontent.com/migrationguard/migrationguard/main/docs/schemas/prove.schema.json";

    private static readonly ProofVerdict[] Verdicts = [ProofVerdict.Pass, ProofVerdict.Fail, ProofVerdict.Unknown, ProofVerdict.Busy];

    /// <inheritdoc />
    public void Write(ProofReport report, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("tool", "migrationguard");
        json.WriteString("version", Names.ToolVersion);
        json.WriteString("verdict", report.Verdict == ExitCode.Busy ? "busy" : Names.Of(report.Verdict));
        json.WriteNumber("exitCode", (int)report.Verdict);
        WriteSummary(json, report.Count);
        json.WriteStartArray("versions");
        foreach (var proof in report.Proofs)
        {
            WriteProof(json, proof, report);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteSummary(Utf8JsonWriter json, Func<ProofVerdict, int> count)
    {
        json.WriteStartObject("summary");
        foreach (var verdict in Verdicts)
        {
            json.WriteNumber(ProofWords.Of(verdict), count(verdict));
        }

        json.WriteEndObject();
    }

    private static void WriteProof(Utf8JsonWriter json, Proof proof, ProofReport report)
    {
        json.WriteStartObject();
        StatementJson.WriteVersion(json, proof.Version);
        json.WriteString("verdict", ProofWords.Of(proof.Verdict));
        WriteSummary(json, proof.Count);
        json.WriteStartArray("statements");
        foreach (var statement in proof.Statements)
        {
            json.WriteStartObject();
            StatementJson.WriteStatement(json, statement.Statement);
            json.WriteString("verdict", ProofWords.Of(statement.Verdict));
            json.WriteString("sqlState", statement.SqlState);
            json.WriteString("message", statement.Message);
            json.WriteString("cause", statement.Cause);
            WriteDifferences(json, statement.Differences);
            if (report.Witnesses.GetValueOrDefault(statement.Statement.Id) is { } witness)
            {
                json.WriteString("witness", witness.File);
                json.WriteString("noWitness", witness.Why);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDifferences(Utf8JsonWriter json, IReadOnlyList<ProofDifference> differences)
    {
        json.WriteStartArray("differences");
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("id", difference.Id);
            json.WriteString("object", difference.Object);
            json.WriteString("path", difference.Path);
            json.WriteString("old", difference.Old);
            json.WriteString("new", difference.New);
            json.WriteString("verdict", ProofWords.Of(difference.Verdict));
            json.WriteString("reason", difference.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
