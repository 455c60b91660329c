using System.Text;
using System.Xml;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>JUnit XML: a test case per file; findings that fail the check are its failures, what was not checked its errors.</summary>
internal sealed class JunitReport : IReport
{
    /// <inheritdoc />
    public void Write(CheckReport report, TextWriter output)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "migrationguard check");
        WriteCount(xml, "tests", report.Files.Count + report.Problems.Count);
        WriteCount(xml, "failures", report.Files.Count(file => file.Findings.Any(finding => finding.Severity >= report.Fails)));
        WriteCount(xml, "errors", report.Problems.Count);
        foreach (var file in report.Files)
        {
            WriteFile(xml, file, report.Fails);
        }

        foreach (var problem in report.Problems)
        {
            WriteCase(xml, problem.Path);
            WriteMessage(xml, "error", "not checked", problem.Text, problem.ToString());
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.Write('\n');
    }

    private static void WriteFile(XmlWriter xml, ReportedFile file, Severity fails)
    {
        WriteCase(xml, file.Path);
        if (file.Findings.Where(finding => finding.Severity >= fails).ToList() is { Count: > 0 } failures)
        {
            var first = failures[0];
            WriteMessage(xml, "failure", first.Rule.Id, $"{first.Rule.Id} {first.Rule.Title}", Describe(failures));
        }

        if (file.Findings.Where(finding => finding.Severity < fails).ToList() is { Count: > 0 } others)
        {
            xml.WriteElementString("system-out", Clean(Describe(others)));
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string path)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "migrationguard");
        xml.WriteAttributeString("name", Clean(path));
        xml.WriteAttributeString("file", Clean(path));
    }

    private static void WriteMessage(XmlWriter xml, string element, string type, string message, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("message", Clean(message));
        xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    private static void WriteCount(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Describe(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(finding.Span).Append(": ").Append(Names.Of(finding.Severity)).Append(' ').Append(finding.Rule.Id).Append(' ').Append(finding.Rule.Title)
                .Append("\n  Effect:  ").Append(Names.EffectOf(finding)).Append("\n  Instead: ").Append(finding.Instead).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The text without what XML 1.0 cannot hold: control characters, not even escaped.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text);
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] = clean[i] is '\n' or '\t' || XmlConvert.IsXmlChar(clean[i]) || char.IsSurrogate(clean[i]) ? clean[i] : ' ';
        }

        return clean.ToString();
    }
}
