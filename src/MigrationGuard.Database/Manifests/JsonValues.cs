using System.Buffers.Text;
using System.Text.Json;

namespace MigrationGuard.Manifests;

/// <summary>Reads values of which the form is known. Each method begins behind the token in front of the value and ends on its last token.</summary>
/// <param name="tokens">The tokens.</param>
internal sealed class JsonValues(JsonTokens tokens)
{
    private static readonly JsonWriterOptions Compact = new() { SkipValidation = true };

    // Whether the last token is still to be used.
    private bool _pushed;

    /// <summary>An error about the last token.</summary>
    public ManifestException Error(string error) => tokens.Error(error);

    /// <summary>Line and column of the last token.</summary>
    public (long Line, long Column) Place => tokens.Place;

    /// <summary>An error about another place.</summary>
    public ManifestException Error(string error, (long Line, long Column) place, string path) => tokens.Error(error, place.Line, place.Column, path);

    /// <summary>An object; <paramref name="member"/> reads the value of each member.</summary>
    public void Object(IReadOnlyList<string> known, Action<string> member)
    {
        Expect(JsonTokenType.StartObject, "an object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Next() && tokens.Type != JsonTokenType.EndObject)
        {
            var name = tokens.Text;
            if (known.Count > 0 && !known.Contains(name))
            {
                throw Error($"\"{name}\" is not known here; known are {string.Join(", ", known)}");
            }

            if (!seen.Add(name))
            {
                throw Error($"\"{name}\" stands here twice");
            }

            tokens.Enter(name);
            member(name);
            tokens.Leave();
        }
    }

    /// <summary>An array; <paramref name="item"/> reads the rest of each item, the first token of which is read.</summary>
    public List<T> Items<T>(Func<T> item)
    {
        Expect(JsonTokenType.StartArray, "an array");
        var items = new List<T>();
        while (Next() && tokens.Type != JsonTokenType.EndArray)
        {
            tokens.Enter(items.Count);
            _pushed = true;
            items.Add(item());
            tokens.Leave();
        }

        return items;
    }

    /// <summary>A string that passes a check.</summary>
    public string Text(Func<string, string?> fault)
    {
        Expect(JsonTokenType.String, "a string");
        return fault(tokens.Text) is { } error ? throw Error(error) : tokens.Text;
    }

    /// <summary>Any string.</summary>
    public string Text() => Text(static _ => null);

    /// <summary>A string, or null.</summary>
    public string? TextOrNull()
    {
        Next();
        _pushed = true;
        return tokens.Type == JsonTokenType.Null ? Skip() : Text();
    }

    private string? Skip()
    {
        _pushed = false;
        return null;
    }

    /// <summary>A whole number of a range.</summary>
    public long Whole(long least, long most)
    {
        Expect(JsonTokenType.Number, "a whole number");
        return Utf8Parser.TryParse(tokens.Number, out long value, out var used) && used == tokens.Number.Length && value >= least && value <= most
            ? value
            : throw Error(FormattableString.Invariant($"write a whole number from {least}{(most == long.MaxValue ? "" : FormattableString.Invariant($" to {most}"))}"));
    }

    /// <summary>Any object, as compact JSON.</summary>
    public string Raw()
    {
        Expect(JsonTokenType.StartObject, "an object");
        using var copy = new MemoryStream();
        using (var writer = new Utf8JsonWriter(copy, Compact))
        {
            for (var depth = Copy(writer); depth > 0 && Next();)
            {
                depth += Copy(writer);
            }
        }

        return System.Text.Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length);
    }

    private int Copy(Utf8JsonWriter writer)
    {
        switch (tokens.Type)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                return 1;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                return 1;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                return -1;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                return -1;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(tokens.Text);
                return 0;
            case JsonTokenType.String:
                writer.WriteStringValue(tokens.Text);
                return 0;
            case JsonTokenType.Number:
                writer.WriteRawValue(tokens.Number, skipInputValidation: true);
                return 0;
            case JsonTokenType.Null:
                writer.WriteNullValue();
                return 0;
            default:
                writer.WriteBooleanValue(tokens.Type == JsonTokenType.True);
                return 0;
        }
    }

    private bool Next()
    {
        if (_pushed)
        {
            _pushed = false;
            return true;
        }

        return tokens.Read() ? true : throw Error("the file ends here");
    }

    private void Expect(JsonTokenType type, string what)
    {
        Next();
        if (tokens.Type != type)
        {
            throw Error($"write {what}");
        }
    }
}
