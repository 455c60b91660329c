using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Library;

/// <summary>Composite formatting that keeps the places of the parts.</summary>
internal static class Formats
{
    /// <summary>A hole of an interpolated string with alignment or format.</summary>
    public static MappedText Hole(Value value, InterpolationSyntax hole)
    {
        var format = hole.FormatClause?.FormatStringToken.ValueText;
        return Formatted(value, hole.AlignmentClause?.Value.ToString(), format) is { } text
            ? MappedText.Of(text, hole.Expression)
            : MappedText.Of(new UnknownValue("", hole.Expression).Placeholder, hole.Expression) with { HasPlaceholders = true };
    }

    /// <summary>What <c>string.Format</c> gives; null when the format cannot be read.</summary>
    public static MappedText? Format(MappedText format, IReadOnlyList<Value> values, ExpressionSyntax at)
    {
        var parts = new List<MappedText>();
        var (text, from) = (format.Text, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                continue;
            }

            parts.Add(format.Part(from, i - from));
            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                parts.Add(format.Part(i, 1));
                i++;
            }
            else
            {
                var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
                if (end < 0 || Item(text.Substring(i + 1, end - i - 1), values, at) is not { } item)
                {
                    return null;
                }

                parts.Add(item);
                i = end;
            }

            from = i + 1;
        }

        parts.Add(format.Part(from, text.Length - from));
        return MappedText.Join(parts);
    }

    /// <summary>A constant in a format; null when it is not known, or the format is wrong.</summary>
    public static string? Formatted(Value value, string? width, string? format)
    {
        object? constant = value is ConstantValue { Constant: IFormattable number } ? number : Values.Known(value);
        try
        {
            return constant is null ? null : string.Format(CultureInfo.InvariantCulture, "{0" + (width is null ? "" : "," + width) + (format is null ? "" : ":" + format) + "}", constant);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MappedText? Item(string hole, IReadOnlyList<Value> values, ExpressionSyntax at)
    {
        var end = hole.IndexOfAny([',', ':']);
        if (!int.TryParse(end < 0 ? hole : hole.Substring(0, end), NumberStyles.Integer, CultureInfo.InvariantCulture, out var index) || index < 0 || index >= values.Count)
        {
            return null;
        }

        var place = values[index].At as ExpressionSyntax ?? at;
        if (end < 0)
        {
            return Values.Text(values[index], place);
        }

        var colon = hole.IndexOf(':');
        var width = hole[end] == ',' ? hole.Substring(end + 1, (colon < 0 ? hole.Length : colon) - end - 1) : null;
        return Formatted(values[index], width, colon < 0 ? null : hole.Substring(colon + 1)) is { } text
            ? MappedText.Of(text, place)
            : MappedText.Of(new UnknownValue("", place).Placeholder, place) with { HasPlaceholders = true };
    }
}
