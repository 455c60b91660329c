using System.IO.Compression;
using System.Text;

namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>Reads recordings of requests: GoReplay (<c>.gor</c>), JSON lines (<c>.jsonl</c>, <c>.ndjson</c>) and archives of browsers (<c>.har</c>), each also as <c>.gz</c>.</summary>
internal static class RecordingReader
{
    private delegate RecordingItem? ItemOf(string file, Block block);

    /// <summary>What stands in a file, one after the other; whatever is wrong with it is an item.</summary>
    public static IEnumerable<RecordingItem> Read(string path)
    {
        var file = Path.GetFileName(path);
        var (stream, failure) = Open(path);
        if (stream is null)
        {
            yield return new RecordingItem.Flaw(file, 0, 0, $"cannot be read: {failure}");
            yield break;
        }

        using (stream)
        {
            foreach (var item in Read(file, stream))
            {
                yield return item;
            }
        }
    }

    /// <summary>The same of an open file, of which the name tells the form.</summary>
    public static IEnumerable<RecordingItem> Read(string file, Stream stream)
    {
        var isPacked = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var name = isPacked ? file[..^3] : file;
        var text = isPacked ? new PackedStream(stream) : stream;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".GOR" => Blocks(file, new BlockReader(text, GoReplayRecording.Separator), GoReplayRecording.Read),
            ".JSONL" or ".NDJSON" => Blocks(file, new BlockReader(text, JsonLinesRecording.Separator), JsonLinesRecording.Read),
            ".HAR" => HarRecording.Read(file, text),
            _ => [new RecordingItem.Flaw(file, 0, 0, "is no recording that can be read: .gor, .jsonl, .ndjson or .har, each also .gz")],
        };
    }

    private static IEnumerable<RecordingItem> Blocks(string file, BlockReader reader, ItemOf itemOf)
    {
        var whole = 0;
        while (reader.Next() is { } block)
        {
            if (IsBlank(block.Bytes.Span) && itemOf != GoReplayRecording.Read)
            {
                continue;
            }

            // The last line of a file needs no end; the last payload of GoReplay has one.
            var item = block.IsEnded || itemOf != GoReplayRecording.Read ? itemOf(file, block) : null;
            whole += item is RecordingItem.Request ? 1 : 0;
            yield return item ?? (block.IsEnded
                ? new RecordingItem.Flaw(file, block.Offset, whole, $"this is no record: it begins with \"{Beginning(block.Bytes.Span)}\"")
                : new RecordingItem.Flaw(file, block.Offset, whole, "the file ends in the middle of a record") { IsTruncation = true });
        }

        if (reader.Failure is { } failure)
        {
            yield return new RecordingItem.Flaw(file, reader.Offset, whole, failure) { IsTruncation = reader.IsCut };
        }
    }

    // No more than a form can be told from: a record may hold a secret anywhere.
    private static string Beginning(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder();
        foreach (var letter in bytes[..Math.Min(bytes.Length, 8)])
        {
            shown.Append(letter is >= 0x20 and < 0x7F ? (char)letter : '.');
        }

        return shown.ToString();
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0;

    private static (Stream? Stream, string Failure) Open(string path)
    {
        try
        {
            return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, failure.Message);
        }
    }
}
