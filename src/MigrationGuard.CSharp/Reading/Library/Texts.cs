using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Library;

/// <summary>The methods of <see cref="string"/>.</summary>
internal static class Texts
{
    private const int LongestText = 1 << 20;
    private const int MostParts = 20_000;

    /// <summary>A method of a string; null when it is not known.</summary>
    public static Value? Of(TextValue receiver, string name, Arguments arguments, ExpressionSyntax at)
    {
        var text = receiver.Text;
        var changed = name switch
        {
            "ToString" or "Normalize" or "AsSpan" or "ToCharArray" when arguments.Count == 0 => text,
            "Trim" => Trimmed(text, Characters(arguments), start: true, end: true),
            "TrimStart" => Trimmed(text, Characters(arguments), start: true, end: false),
            "TrimEnd" => Trimmed(text, Characters(arguments), start: false, end: true),
            "ToUpper" or "ToUpperInvariant" when !text.HasPlaceholders => text with { Text = text.Text.ToUpperInvariant() },
            "ToLower" or "ToLowerInvariant" when !text.HasPlaceholders => text with { Text = LowerCase(text.Text) },
            "Replace" => Replaced(text, arguments, at),
            "ReplaceLineEndings" => text,
            "Substring" or "Remove" or "Insert" when !text.HasPlaceholders => Cut(text, name, arguments, at),
            "PadLeft" or "PadRight" => Padded(text, name, arguments, at),
            _ => null,
        };
        return changed is not null ? new TextValue(changed, at) : text.HasPlaceholders ? null : Asked(text, name, arguments, at);
    }

    /// <summary>A static method of <see cref="string"/>; null when it is not known.</summary>
    public static Value? Static(string name, Arguments arguments, ExpressionSyntax at) => name switch
    {
        "Format" => Formatted(arguments, at),
        "Concat" => new TextValue(MappedText.Join([.. Spread(arguments, 0).Select(item => Values.Text(item, Place(item, at)))]), at),
        "Join" when arguments.Items is [{ Value: var separator }, ..] => Joined(Values.Text(separator, at), Spread(arguments, 1), at),
        "IsNullOrEmpty" or "IsNullOrWhiteSpace" when arguments.Items is [{ Value: var only }] => Blank(only, name == "IsNullOrEmpty" ? string.IsNullOrEmpty : string.IsNullOrWhiteSpace, at),
        "Equals" when arguments.Items is [{ Value: var left }, { Value: var right }] && Comparisons.Equal(left, right) is { } equal => new ConstantValue(equal, at),
        "Equals" when arguments.Items is [{ Value: TextValue left }, { Value: var right }, var how] => Of(left, name, new Arguments([new Argument(null, right, how.Expression), how]), at),
        _ => null,
    };

    /// <summary>Values with something between them.</summary>
    public static TextValue Joined(MappedText separator, IReadOnlyList<Value> items, ExpressionSyntax at)
    {
        var parts = new List<MappedText>();
        var length = 0;
        foreach (var item in items)
        {
            if (parts.Count > 0)
            {
                parts.Add(separator);
            }

            parts.Add(Values.Text(item, Place(item, at)));
            length += parts[parts.Count - 1].Text.Length + separator.Text.Length;
            if (length > LongestText)
            {
                break;
            }
        }

        return new TextValue(parts.Count == 0 ? MappedText.Of("", at) : MappedText.Join(parts), at);
    }

    private static TextValue? Formatted(Arguments arguments, ExpressionSyntax at)
    {
        var first = arguments.Items is [{ Value: TextValue }, ..] ? 0 : 1;
        return first < arguments.Count && arguments.Items[first].Value is TextValue { Text: var format } && Formats.Format(format, Spread(arguments, first + 1), at) is { } text
            ? new TextValue(text, at)
            : null;
    }

    private static ConstantValue? Blank(Value value, Func<string, bool> isBlank, ExpressionSyntax at) => value switch
    {
        ConstantValue { Constant: null } => new ConstantValue(true, at),
        TextValue { Text: { HasPlaceholders: false, Text: var text } } => new ConstantValue(isBlank(text), at),
        _ => null,
    };

    private static Value? Asked(MappedText mapped, string name, Arguments arguments, ExpressionSyntax at)
    {
        var text = mapped.Text;
        if (name == "Split")
        {
            return Split(mapped, arguments, at);
        }

        if (arguments.Items is not [{ Value: var first }, ..] || Values.Known(first) is not { } other)
        {
            return null;
        }

        var way = arguments.Items is [_, { Value: MemberValue { Type: "StringComparison", Member: var said } }] ? said : arguments.Count == 1 ? "" : null;
        var comparison = way?.EndsWith("IgnoreCase", StringComparison.Ordinal) == true ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        object? answer = way is null ? null : name switch
        {
            "Contains" => text.IndexOf(other, comparison) >= 0,
            "StartsWith" => text.StartsWith(other, comparison),
            "EndsWith" => text.EndsWith(other, comparison),
            "Equals" => string.Equals(text, other, comparison),
            "IndexOf" => text.IndexOf(other, comparison),
            "LastIndexOf" => text.LastIndexOf(other, comparison),
            _ => null,
        };
        return answer is null ? null : new ConstantValue(answer, at);
    }

    private static ListValue? Split(MappedText text, Arguments arguments, ExpressionSyntax at)
    {
        if (arguments.Items is not [{ Value: var first }, ..] || Values.Known(first) is not { Length: > 0 } separator)
        {
            return null;
        }

        var items = new List<Value>();
        for (var from = 0; from <= text.Text.Length;)
        {
            if (items.Count > MostParts)
            {
                return null;
            }

            var end = text.Text.IndexOf(separator, from, StringComparison.Ordinal);
            end = end < 0 ? text.Text.Length : end;
            items.Add(new TextValue(text.Part(from, end - from), at));
            from = end + separator.Length;
        }

        return new ListValue(items, at);
    }

    private static MappedText Trimmed(MappedText text, char[]? characters, bool start, bool end)
    {
        var (value, from, to) = (text.Text, 0, text.Text.Length);
        while (start && from < to && Drops(value[from]))
        {
            from++;
        }

        while (end && to > from && Drops(value[to - 1]))
        {
            to--;
        }

        return text.Part(from, to - from);

        bool Drops(char c) => characters is null ? char.IsWhiteSpace(c) : Array.IndexOf(characters, c) >= 0;
    }

    private static char[]? Characters(Arguments arguments)
        => arguments.Count == 0 ? null : [.. Spread(arguments, 0).Select(static item => Values.Known(item)).OfType<string>().SelectMany(static text => text)];

    private static MappedText? Replaced(MappedText text, Arguments arguments, ExpressionSyntax at)
    {
        if (arguments.Items is not [{ Value: var from }, { Value: var to }] || Values.Known(from) is not { Length: > 0 } old)
        {
            return null;
        }

        var replacement = Values.Text(to, Place(to, at));
        var parts = new List<MappedText>();
        var (position, length) = (0, 0);
        for (var found = text.Text.IndexOf(old, StringComparison.Ordinal); found >= 0 && length < LongestText; found = text.Text.IndexOf(old, position, StringComparison.Ordinal))
        {
            if (parts.Count > MostParts)
            {
                return null;
            }

            parts.Add(text.Part(position, found - position));
            parts.Add(replacement);
            position = found + old.Length;
            length += found - position + replacement.Text.Length;
        }

        parts.Add(text.Part(position, text.Text.Length - position));
        return MappedText.Join(parts);
    }

    private static MappedText? Cut(MappedText text, string name, Arguments arguments, ExpressionSyntax at)
    {
        var length = text.Text.Length;
        if (Values.Number(arguments.Of("startIndex", 0)) is not { } start || start < 0 || start > length)
        {
            return null;
        }

        if (name == "Insert")
        {
            return arguments.Of("value", 1) is { } inserted ? MappedText.Join([text.Part(0, start), Values.Text(inserted, at), text.Part(start, length - start)]) : null;
        }

        var count = arguments.Count > 1 ? Values.Number(arguments.Of(name == "Remove" ? "count" : "length", 1)) : length - start;
        return count is not { } known || known < 0 || known > length - start ? null
            : name == "Substring" ? text.Part(start, known)
            : MappedText.Join([text.Part(0, start), text.Part(start + known, length - start - known)]);
    }

    private static MappedText? Padded(MappedText text, string name, Arguments arguments, ExpressionSyntax at)
    {
        if (text.HasPlaceholders || Values.Number(arguments.Of("totalWidth", 0)) is not { } width || width > 10_000)
        {
            return null;
        }

        var with = arguments.Of("paddingChar", 1) is ConstantValue { Constant: char c } ? c : ' ';
        var padding = MappedText.Of(new string(with, Math.Max(0, width - text.Text.Length)), at);
        return name == "PadLeft" ? padding.Append(text) : text.Append(padding);
    }

    /// <summary>The values of a <c>params</c> parameter.</summary>
    private static IReadOnlyList<Value> Spread(Arguments arguments, int from)
        => arguments.Count == from + 1 && arguments.Items[from].Value is ListValue { Items: var items } ? items : [.. arguments.Items.Skip(from).Select(static item => item.Value)];

    private static ExpressionSyntax Place(Value value, ExpressionSyntax at) => value.At as ExpressionSyntax ?? at;

    private static string LowerCase(string text)
    {
#pragma warning disable CA1308 // what the migration calls is what is done
        return text.ToLowerInvariant();
#pragma warning restore CA1308
    }
}
