using System.Globalization;
using System.Xml;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>JUnit XML: a suite per version and a test case per statement; a failing statement is a failure, one that cannot be told an error.</summary>
internal sealed class ProofJunitReport : IProofReport
{
    /// <inheritdoc />
    public void Write(ProofReport report, TextWriter output)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false });
        xml.WriteStartElement("testsuites");
        if (report.Proofs.Count == 0)
        {
            WriteNothing(xml, report);
        }

        foreach (var proof in report.Proofs)
        {
            WriteProof(xml, proof);
        }

        xml.WriteEndElement();
        xml.Flush();
        output.Write('\n');
    }

    private static void WriteNothing(XmlWriter xml, ProofReport report)
    {
        WriteSuite(xml, "migrationguard prove", (1, 0, 1));
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "migrationguard");
        xml.WriteAttributeString("name", "live versions");
        WriteMessage(xml, "error", ("unknown", ProofWords.Sentence(report)), "");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteProof(XmlWriter xml, Proof proof)
    {
        var fail = proof.Count(ProofVerdict.Fail);
        WriteSuite(xml, proof.Version.ToString(), (proof.Statements.Count, fail, proof.Statements.Count - fail - proof.Count(ProofVerdict.Pass)));
        foreach (var statement in proof.Statements)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", JunitReport.Clean(proof.Version.ToString()));
            xml.WriteAttributeString("name", JunitReport.Clean($"{ProofWords.Place(statement.Statement)} {statement.Statement.Key}"));
            if (statement.Verdict != ProofVerdict.Pass)
            {
                var element = statement.Verdict == ProofVerdict.Fail ? "failure" : "error";
                WriteMessage(xml, element, (statement.SqlState ?? ProofWords.Of(statement.Verdict), statement.Cause ?? statement.Message ?? ""), Describe(statement));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Describe(StatementProof proof)
    {
        string?[] lines =
        [
            proof.Statement.Text,
            ProofWords.Server(proof) is { } server ? "server: " + server : null,
            ProofWords.Uses(proof.Statement) is { Length: > 0 } uses ? "uses: " + uses : null,
            .. proof.Differences.Where(difference => difference.Verdict != ProofVerdict.Pass)
                .Select(difference => $"differs: {ProofWords.Line(difference)}; {difference.Reason} ({difference.Id})"),
        ];
        return string.Join('\n', lines.Where(line => line is not null));
    }

    private static void WriteSuite(XmlWriter xml, string name, (int Tests, int Failures, int Errors) counts)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", JunitReport.Clean(name));
        xml.WriteAttributeString("tests", counts.Tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", counts.Failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", counts.Errors.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteMessage(XmlWriter xml, string element, (string Type, string Message) head, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", head.Type);
        xml.WriteAttributeString("message", JunitReport.Clean(head.Message));
        xml.WriteString(JunitReport.Clean(text));
        xml.WriteEndElement();
    }
}
