using System.Text.Json.Nodes;
using System.Xml.Linq;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Tests.Reports;

public sealed class ReportTests
{
    [TestCase(nameof(OutputFormat.Text), "report.txt")]
    [TestCase(nameof(OutputFormat.Markdown), "report.md")]
    [TestCase(nameof(OutputFormat.Github), "report.github.txt")]
    [TestCase(nameof(OutputFormat.Junit), "report.junit.xml")]
    [Category("Generated")]
    public void A_report_looks_like_this(string format, string golden) => Golden.Matches(golden, Write(Enum.Parse<OutputFormat>(format)));

    [Test]
    [Category("Generated")]
    public void The_json_report_looks_like_this_and_keeps_to_its_schema()
    {
        var json = Write(OutputFormat.Json);
        Golden.Matches("report.json", json.Replace($"\"version\": \"{Names.ToolVersion}\"", "\"version\": \"0.0.0\"", StringComparison.Ordinal));
        Assert.That(new JsonSchema("check.schema.json").Errors(json), Is.Empty);
    }

    [Test]
    public void Colours_are_codes_around_the_same_text()
    {
        var coloured = Write(OutputFormat.Text, new Palette(Colours: true));
        Assert.That(coloured, Does.Contain("\e[31;1merror\e[0m"));
        Assert.That(System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]+m", ""), Is.EqualTo(Write(OutputFormat.Text)));
    }

    [Test]
    public void Sarif_has_the_rules_of_the_catalogue()
    {
        var rules = Sarif()["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.That(rules.Select(rule => rule!["id"]!.GetValue<string>()), Is.EqualTo(RuleCatalog.All.Select(rule => rule.Info.Id)));
        Assert.That(rules.Select(rule => rule!["helpUri"]!.GetValue<string>()), Is.EqualTo(RuleCatalog.All.Select(rule => rule.Info.HelpUri)));
        Assert.That(rules.Select(rule => rule!["defaultConfiguration"]!["level"]!.GetValue<string>()).Distinct(), Is.SubsetOf(new[] { "error", "warning", "note", "none" }));
        Assert.That(rules.Select(rule => rule!["properties"]!["phase"]), Is.All.InstanceOf<JsonArray>());
    }

    [Test]
    public void A_result_of_sarif_has_message_place_level_and_fingerprint()
    {
        var results = Sarif()["results"]!.AsArray();
        var first = results[0]!;
        var place = first["locations"]![0]!["physicalLocation"]!;
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result!["level"]!.GetValue<string>()), Is.EqualTo(new[] { "error", "warning", "note" }));
            Assert.That(first["message"]!["text"]!.GetValue<string>(), Is.EqualTo("Every statement that names username of users fails. Stop using it first."));
            Assert.That(place["artifactLocation"]!["uri"]!.GetValue<string>(), Is.EqualTo("db/2_drop.sql"));
            Assert.That(place["region"]!["startLine"]!.GetValue<int>(), Is.EqualTo(4));
            Assert.That(results.Select(result => result!["partialFingerprints"]!["migrationGuard/v1"]!.GetValue<string>()), Is.Unique.And.All.Match("^[0-9a-f]{32}$"));
        });
    }

    [Test]
    public void A_file_that_was_not_checked_is_said_in_sarif_too()
    {
        var invocation = Sarif()["invocations"]![0]!;
        Assert.That(invocation["executionSuccessful"]!.GetValue<bool>(), Is.False);
        Assert.That(invocation["toolExecutionNotifications"]![0]!["message"]!["text"]!.GetValue<string>(), Does.StartWith("db/3_x.sql: "));
    }

    [Test]
    public void A_fingerprint_survives_a_moved_statement()
    {
        var finding = ReportSample.Create().Files[0].Findings[0];
        var file = ReportSample.Create().Files[0];
        var moved = file with { Text = "\n\n" + file.Text };
        var later = finding with { Span = finding.Span with { Start = finding.Span.Start + 2, Line = finding.Span.Line + 2 } };
        Assert.That(new Fingerprints(moved).Of(later), Is.EqualTo(new Fingerprints(file).Of(finding)));
    }

    [Test]
    public void Junit_counts_its_cases()
    {
        var suite = XDocument.Parse(Write(OutputFormat.Junit)).Root!.Element("testsuite")!;
        Assert.That((suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value), Is.EqualTo(("3", "1", "1")));
        Assert.That(suite.Elements("testcase").Count(), Is.EqualTo(3));
    }

    private static JsonNode Sarif() => JsonNode.Parse(Write(OutputFormat.Sarif))!["runs"]![0]!;

    private static string Write(OutputFormat format, Palette? palette = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ReportCatalog.For(format, palette ?? new Palette(Colours: false)).Write(ReportSample.Create(), output);
        return output.ToString();
    }
}
