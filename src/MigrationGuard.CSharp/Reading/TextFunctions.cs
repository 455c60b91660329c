using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The methods of strings, on strings that are known.</summary>
internal static class TextFunctions
{
    /// <summary>A hole with alignment or format.</summary>
    public static MappedText Formatted(Value value, InterpolationSyntax hole)
    {
        var format = hole.FormatClause?.FormatStringToken.ValueText;
        var width = hole.AlignmentClause is null ? "" : "," + hole.AlignmentClause.Value;
        object? constant = value is ConstantValue { Constant: IFormattable number } ? number : Values.Known(value);
        try
        {
            return constant is null
                ? MappedText.Of(new UnknownValue("", hole.Expression).Placeholder, hole.Expression) with { HasPlaceholders = true }
                : MappedText.Of(string.Format(CultureInfo.InvariantCulture, "{0" + width + (format is null ? "" : ":" + format) + "}", constant), hole.Expression);
        }
        catch (FormatException)
        {
            return MappedText.Of(new UnknownValue("", hole.Expression).Placeholder, hole.Expression) with { HasPlaceholders = true };
        }
    }
}
