using System.Text;
using System.Text.Json;

namespace MigrationGuard.Cli.Configuration;

/// <summary>Reads JSON with comments and trailing commas, keeping the places.</summary>
internal static class JsonFile
{
    /// <summary>The value of a file; <paramref name="shown"/> is its path in messages.</summary>
    /// <exception cref="UsageException">The file cannot be read or is no JSON.</exception>
    public static PlacedJson Read(string shown, string fullPath)
    {
        try
        {
            return Parse(shown, File.ReadAllBytes(fullPath));
        }
        catch (Exception exception) when (Sources.Problem.Of(shown, exception) is { } problem)
        {
            throw new UsageException(problem.ToString());
        }
    }

    /// <summary>The value of the text of a file.</summary>
    /// <exception cref="UsageException">The text is no JSON.</exception>
    public static PlacedJson Parse(string shown, ReadOnlySpan<byte> utf8)
    {
        var bytes = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            reader.Read();
            var value = Value(ref reader, bytes, shown);
            while (reader.Read())
            {
            }

            return value;
        }
        catch (JsonException exception)
        {
            var message = exception.Message;
            var details = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new UsageException($"{shown}({exception.LineNumber + 1},{exception.BytePositionInLine + 1}): is not JSON: {(details < 0 ? message : message[..details].TrimEnd('.'))}");
        }
    }

    private static PlacedJson Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string shown)
    {
        var place = Place(shown, bytes, (int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.String => new PlacedString(place, reader.GetString()!),
            JsonTokenType.Number => new PlacedNumber(place, reader.GetDouble()),
            JsonTokenType.True => new PlacedBoolean(place, true),
            JsonTokenType.False => new PlacedBoolean(place, false),
            JsonTokenType.StartArray => Array(ref reader, bytes, shown, place),
            JsonTokenType.StartObject => Object(ref reader, bytes, shown, place),
            _ => new PlacedNull(place),
        };
    }

    private static PlacedArray Array(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string shown, string place)
    {
        var items = new List<PlacedJson>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader, bytes, shown));
        }

        return new PlacedArray(place, items);
    }

    private static PlacedObject Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string shown, string place)
    {
        var members = new List<PlacedMember>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, at) = (reader.GetString()!, Place(shown, bytes, (int)reader.TokenStartIndex));
            reader.Read();
            members.Add(new PlacedMember(at, name, Value(ref reader, bytes, shown)));
        }

        return new PlacedObject(place, members);
    }

    private static string Place(string shown, ReadOnlySpan<byte> bytes, int index)
    {
        var before = bytes[..index];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return FormattableString.Invariant($"{shown}({line},{column})");
    }
}
