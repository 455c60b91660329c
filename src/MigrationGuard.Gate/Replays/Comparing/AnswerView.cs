using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>An answer as it is compared. Where it names the address of its own slot, the name of the slot's place stands instead.</summary>
internal sealed class AnswerView : IDisposable
{
    private const string Slot = "{slot}";

    private AnswerView(ReplayAnswer.Answered answer, IReadOnlyDictionary<string, string> headers) => (Status, Headers, Length) = (answer.Status, headers, answer.Body.Length);

    /// <summary>The status.</summary>
    public int Status { get; }

    /// <summary>The headers that are compared.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The length of the body, in bytes.</summary>
    public int Length { get; }

    /// <summary>The body, where it is JSON.</summary>
    public JsonDocument? Json { get; private init; }

    /// <summary>The lines of the body, where it is another text.</summary>
    public IReadOnlyList<string>? Lines { get; private init; }

    /// <summary>The digest of any other body.</summary>
    public string Digest { get; private init; } = "";

    /// <summary>The view of an answer of a slot.</summary>
    public static AnswerView Of(ReplayAnswer.Answered answer, Uri slot)
    {
        var headers = answer.Headers.ToDictionary(header => header.Key, header => Neutral(header.Value, slot), StringComparer.OrdinalIgnoreCase);
        if (IsText(answer.MediaType) && Text(answer.Body, slot) is { } text)
        {
            return Parse(text, answer.MediaType) is { } json ? new(answer, headers) { Json = json } : new(answer, headers) { Lines = [.. text.Split('\n').Select(line => line.TrimEnd())] };
        }

        return new(answer, headers) { Digest = Convert.ToHexString(SHA256.HashData(answer.Body.Span)) };
    }

    /// <inheritdoc />
    public void Dispose() => Json?.Dispose();

    private static bool IsText(string type) =>
        type.Length == 0 || type.StartsWith("TEXT/", StringComparison.Ordinal) || type.EndsWith("JSON", StringComparison.Ordinal) || type.EndsWith("XML", StringComparison.Ordinal) || type.EndsWith("JAVASCRIPT", StringComparison.Ordinal);

    private static string? Text(ReadOnlyMemory<byte> body, Uri slot)
    {
        try
        {
            return Neutral(new UTF8Encoding(false, true).GetString(body.Span), slot);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // A name without a port may be a word of the text.
    private static string Neutral(string text, Uri slot) =>
        slot.IsDefaultPort ? text.Replace("://" + slot.Host, "://" + Slot, StringComparison.OrdinalIgnoreCase) : text.Replace(slot.Authority, Slot, StringComparison.OrdinalIgnoreCase);

    private static JsonDocument? Parse(string text, string type)
    {
        if (!type.EndsWith("JSON", StringComparison.Ordinal) && text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
