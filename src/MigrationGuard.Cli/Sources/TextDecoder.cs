using System.Text;

namespace MigrationGuard.Cli.Sources;

/// <summary>Turns the bytes of a file into text. SQL files come in the encodings of the editors that wrote them.</summary>
internal static class TextDecoder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Windows-1252 differs from Latin-1 in these 32 places only.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>The text, or the reason why these bytes are no text. A byte order mark is not part of it.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => FromUtf8(rest),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => DecodedText.Binary("is UTF-32; save it as UTF-8"),
        [0xFF, 0xFE, .. var rest] => FromUtf16(rest, Encoding.Unicode),
        [0xFE, 0xFF, .. var rest] => FromUtf16(rest, Encoding.BigEndianUnicode),
        _ => bytes.Contains((byte)0) ? FromZeros(bytes) : FromUtf8(bytes),
    };

    private static DecodedText FromUtf8(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
        {
            return DecodedText.Binary("is not a text file; leave it out");
        }

        try
        {
            return new DecodedText(Utf8.GetString(bytes), null, null);
        }
        catch (DecoderFallbackException)
        {
            return FromWindows1252(bytes);
        }
    }

    private static DecodedText FromWindows1252(ReadOnlySpan<byte> bytes)
    {
        var text = string.Create(bytes.Length, bytes, static (chars, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                chars[i] = source[i] is >= 0x80 and < 0xA0 ? Windows1252[source[i] - 0x80] : (char)source[i];
            }
        });
        return new DecodedText(text, "is not UTF-8; it was read as Windows-1252 (Latin-1)", null);
    }

    // UTF-16 without a mark: mostly ASCII means that every other byte is zero, always on the same side.
    private static DecodedText FromZeros(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..(Math.Min(bytes.Length, 4096) & ~1)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }

        var half = sample.Length / 2;
        return even == 0 && odd > half * 3 / 4 ? FromUtf16(bytes, Encoding.Unicode)
            : odd == 0 && even > half * 3 / 4 ? FromUtf16(bytes, Encoding.BigEndianUnicode)
            : DecodedText.Binary("is not a text file; leave it out");
    }

    private static DecodedText FromUtf16(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var text = encoding.GetString(bytes);
        return text.Contains('\0') ? DecodedText.Binary("is not a text file; leave it out") : new DecodedText(text, null, null);
    }
}
