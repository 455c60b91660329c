using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NUnit.Framework;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>Checks what an analyzer reports in marked source, see <see cref="Markup"/>.</summary>
/// <typeparam name="TAnalyzer">The analyzer.</typeparam>
public static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private const string MainFile = "Test.cs";

    /// <summary>Exactly the marked places are reported.</summary>
    public static async Task DiagnosticsAsync(string markup, VerifyOptions? options = null)
    {
        options ??= new VerifyOptions();
        var sources = Parse(options.Sources).Append((MainFile, Markup.Parse(markup))).ToDictionary(file => file.Item1, file => file.Item2);
        var others = Parse(options.AdditionalFiles).ToDictionary(file => file.Item1, file => file.Item2);
        options = options with { AdditionalFiles = others.ToDictionary(file => file.Key, file => file.Value.Text) };
        var compilation = CompilerHost.Compile(sources.ToDictionary(file => file.Key, file => file.Value.Text), options);
        AssertCompiles(compilation, options);

        var found = await CompilerHost.AnalyzeAsync(compilation, CompilerHost.Surroundings(options), new TAnalyzer());
        var seen = found.Where(diagnostic => options.Ids.Count == 0 || options.Ids.Contains(diagnostic.Id)).ToList();
        var unexpected = new StringBuilder();
        foreach (var (name, file) in sources.Concat(others))
        {
            Compare(name, file, [.. seen.Where(diagnostic => diagnostic.Location.GetLineSpan().Path == VerifyOptions.Folder + name)], unexpected);
        }

        foreach (var lost in seen.Where(diagnostic => diagnostic.Location == Location.None))
        {
            unexpected.AppendLine(CultureInfo.InvariantCulture, $"without a place: {lost}");
        }

        Assert.That(unexpected.ToString(), Is.Empty);
        Assert.That(seen.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)), Is.All.Contains(options.Message));
    }

    /// <summary>Nothing is reported.</summary>
    public static Task CleanAsync(string source, VerifyOptions? options = null) => DiagnosticsAsync(source, options);

    private static IEnumerable<(string, Markup)> Parse(IReadOnlyDictionary<string, string> files) => files.Select(file => (file.Key, Markup.Parse(file.Value)));

    private static void AssertCompiles(Compilation compilation, VerifyOptions options)
    {
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.That(options.AllowsErrors ? [] : errors, Is.Empty, "The source of the test does not compile.");
    }

    private static void Compare(string name, Markup file, IReadOnlyList<Diagnostic> found, StringBuilder unexpected)
    {
        var missing = file.Spans.ToList();
        var surplus = found.Where(diagnostic => !missing.Remove((diagnostic.Id, diagnostic.Location.SourceSpan)) && !missing.Remove(("", diagnostic.Location.SourceSpan))).ToList();
        if (missing.Count + surplus.Count == 0)
        {
            return;
        }

        unexpected.AppendLine(CultureInfo.InvariantCulture, $"{name}: reported is").AppendLine(Annotated.Write(file.Text, found));
        foreach (var (id, span) in missing)
        {
            unexpected.AppendLine(CultureInfo.InvariantCulture, $"missing {(id.Length == 0 ? "something" : id)} at {Place(file.Text, span)}: {file.Text[span.Start..span.End]}");
        }

        foreach (var diagnostic in surplus)
        {
            unexpected.AppendLine(CultureInfo.InvariantCulture, $"not expected: {diagnostic.Id} at {Place(file.Text, diagnostic.Location.SourceSpan)}");
        }
    }

    private static string Place(string text, TextSpan span)
    {
        var place = SourceText.From(text).Lines.GetLinePosition(span.Start);
        return FormattableString.Invariant($"({place.Line + 1},{place.Character + 1})");
    }
}
