using System.Buffers;

namespace MigrationGuard.Cli.Sources;

/// <summary>Reads the bytes of files and decodes them.</summary>
internal static class SourceReader
{
    private const int LargestPooled = 1 << 20;

    /// <summary>The text of a file, or the problem that kept it from being read.</summary>
    public static (DecodedText Text, Problem? Problem) Read(SourceFile file, Stream standardInput)
    {
        try
        {
            var text = file.FullPath is null ? ReadStream(standardInput) : ReadFile(file.FullPath);
            return (text, text.Refusal is null ? null : new Problem(file.Path, text.Refusal));
        }
        catch (Exception exception) when (Problem.Of(file.Path, exception) is { } problem)
        {
            return (default, problem);
        }
    }

    private static DecodedText ReadFile(string path)
    {
        using var handle = File.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        if (length == 0)
        {
            // A pipe or a device has no length.
            using var stream = new FileStream(handle, FileAccess.Read);
            return ReadStream(stream);
        }

        if (length > Array.MaxLength / 4)
        {
            return DecodedText.Binary("is larger than 512 MB; split it");
        }

        // The pool would keep the buffer of a large file to the end.
        var pooled = length <= LargestPooled;
        var buffer = pooled ? ArrayPool<byte>.Shared.Rent((int)length) : GC.AllocateUninitializedArray<byte>((int)length);
        try
        {
            return TextDecoder.Decode(buffer.AsSpan(0, Fill(handle, buffer, (int)length)));
        }
        finally
        {
            if (pooled)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static int Fill(Microsoft.Win32.SafeHandles.SafeFileHandle handle, byte[] buffer, int length)
    {
        var filled = 0;
        while (filled < length && RandomAccess.Read(handle, buffer.AsSpan(filled, length - filled), filled) is var read and > 0)
        {
            filled += read;
        }

        return filled;
    }

    private static DecodedText ReadStream(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return TextDecoder.Decode(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
