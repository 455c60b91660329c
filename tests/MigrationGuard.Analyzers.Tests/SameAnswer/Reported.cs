using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace MigrationGuard.Analyzers.Tests.SameAnswer;

/// <summary>What all hosts must say alike of a finding. Lines and columns count from 1.</summary>
internal sealed record Reported(string Rule, string Level, string File, (int Line, int Column) Start, (int Line, int Column) End, string Help)
{
    // It tells the phase of every step where there is no report that does.
    private const string Note = "MG0905";

    /// <summary>What analyzers reported.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Diagnostic> diagnostics, string folder) => Sorted(diagnostics.Select(diagnostic =>
    {
        var span = diagnostic.Location.GetLineSpan();
        return new Reported(
            diagnostic.Id,
            diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" },
            span.Path[folder.Length..],
            (span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1),
            (span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1),
            diagnostic.Descriptor.HelpLinkUri);
    }));

    /// <summary>What a SARIF log says that is not suppressed.</summary>
    public static IReadOnlyList<string> Of(string sarif, string folder)
    {
        var run = JsonNode.Parse(sarif)!["runs"]![0]!;
        var help = run["tool"]!["driver"]!["rules"]!.AsArray().ToDictionary(rule => rule!["id"]!.GetValue<string>(), rule => rule!["helpUri"]?.GetValue<string>() ?? "");
        return Sorted(run["results"]!.AsArray().Where(result => result!["suppressions"] is null).Select(result =>
        {
            var place = result!["locations"]![0]!["physicalLocation"]!;
            var region = place["region"]!;
            var rule = result["ruleId"]!.GetValue<string>();
            return new Reported(rule, result["level"]?.GetValue<string>() ?? "warning", Relative(place["artifactLocation"]!["uri"]!.GetValue<string>(), folder),
                (Number("startLine"), Number("startColumn")), (Number("endLine"), Number("endColumn")), help.GetValueOrDefault(rule, ""));

            int Number(string name) => region[name]!.GetValue<int>();
        }));
    }

    private static string Relative(string uri, string folder)
        => Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath[folder.Length..] : Uri.UnescapeDataString(uri);

    private static IReadOnlyList<string> Sorted(IEnumerable<Reported> reported)
        => [.. reported.Where(finding => finding.Rule.StartsWith("MG", StringComparison.Ordinal) && finding.Rule != Note).Select(finding => finding.ToString()).Order(StringComparer.Ordinal)];
}
