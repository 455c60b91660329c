using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>Source with diagnostics under the lines that they are about.</summary>
internal static class Annotated
{
    /// <summary>The text with a line <c>^^^ MG0101: …</c> under each place.</summary>
    public static string Write(string text, IEnumerable<Diagnostic> diagnostics)
    {
        var byLine = diagnostics.ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        var output = new StringBuilder();
        foreach (var line in SourceText.From(text).Lines)
        {
            output.AppendLine(line.ToString());
            foreach (var diagnostic in byLine[line.LineNumber])
            {
                var start = diagnostic.Location.GetLineSpan().StartLinePosition.Character;
                var length = Math.Clamp(diagnostic.Location.SourceSpan.Length, 1, Math.Max(line.Span.Length - start, 1));
                output.Append(' ', start).Append('^', length);
                output.AppendLine(CultureInfo.InvariantCulture, $" {diagnostic.Id}: {diagnostic.Severity}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
            }
        }

        return output.ToString();
    }
}
