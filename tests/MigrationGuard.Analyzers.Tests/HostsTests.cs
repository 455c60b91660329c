using System.Globalization;
using Microsoft.CodeAnalysis;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

/// <summary>The project in eng/consumer, whose findings by the packed analyzers are listed in its expected.txt.</summary>
public sealed class HostsTests
{
    private static readonly string Folder = RepositoryFiles.Path("eng", "consumer");
    private static readonly string[] Expected = File.ReadAllLines(Path.Combine(Folder, "expected.txt"));
    private static readonly Dictionary<string, string> Sources = Files("*.cs");

    private static VerifyOptions Options { get; } = Projects.Unconfigured with
    {
        AdditionalFiles = new[] { "migrationguard.json", "migrationguard.state.json", Path.Combine("Scripts", "fill.sql") }
            .ToDictionary(name => name.Replace('\\', '/'), name => File.ReadAllText(Path.Combine(Folder, name))),
        EditorConfig = File.ReadAllText(Path.Combine(Folder, ".editorconfig")),
        Properties = new Dictionary<string, string> { ["MigrationGuardToday"] = "2026-11-21", ["ProjectDir"] = VerifyOptions.Folder },
    };

    [Test]
    public async Task The_compiler_reports_what_the_package_does()
        => Assert.That(Lines(await Analysis.RunAsync(Options, Sources)), Is.EqualTo(Expected));

    [Test]
    public async Task A_workspace_that_asks_file_by_file_reports_the_same()
    {
        var project = EditorHost.Open(Sources, Options, typeof(StepAnalyzer).Assembly.Location);
        var analyzers = project.AnalyzerReferences.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp)).ToArray();
        Assert.That(Lines(await EditorHost.AnalyzeAsync(project, analyzers)), Is.EqualTo(Expected));
    }

    private static Dictionary<string, string> Files(string pattern)
        => Directory.EnumerateFiles(Path.Combine(Folder, "Migrations"), pattern).ToDictionary(file => "Migrations/" + Path.GetFileName(file), File.ReadAllText);

    private static IEnumerable<string> Lines(IEnumerable<Diagnostic> found) => found.Select(Line).Order(StringComparer.Ordinal);

    private static string Line(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        var level = diagnostic.Severity == DiagnosticSeverity.Info ? "note" : diagnostic.Severity.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {level} {diagnostic.Id}");
    }
}
