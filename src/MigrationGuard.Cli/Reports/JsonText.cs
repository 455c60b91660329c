using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MigrationGuard.Cli.Reports;

/// <summary>Writes indented JSON to a text writer.</summary>
internal static class JsonText
{
    /// <summary>Writes what <paramref name="write"/> writes, and a line end.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json);
        }

        // In pieces, so that a large result is not there twice as text.
        var decoder = Encoding.UTF8.GetDecoder();
        var characters = new char[1 << 16];
        for (var rest = buffer.WrittenSpan; !rest.IsEmpty;)
        {
            decoder.Convert(rest, characters, flush: false, out var used, out var written, out _);
            output.Write(characters, 0, written);
            rest = rest[used..];
        }

        output.Write('\n');
    }
}
