namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>Reads a stream block by block; no more than one block is kept.</summary>
internal sealed class BlockReader(Stream stream, ReadOnlyMemory<byte> separator)
{
    /// <summary>The longest block that is read.</summary>
    public const int Longest = 16 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _length;
    private int _start;
    private bool _atEnd;

    /// <summary>Where the next block begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Why nothing more can be read; null as long as something can, or the end was reached.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether what failed is that a compressed file ends too early.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The next block; null at the end, and where something failed.</summary>
    public Block? Next()
    {
        var searched = _start;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _length - searched).IndexOf(separator.Span);
            if (found >= 0)
            {
                return Take(searched + found - _start, separator.Length);
            }

            if (Failure is not null || _atEnd)
            {
                return Failure is null && _length > _start ? Take(_length - _start, 0) : null;
            }

            var behind = Math.Max(0, _length - _start - separator.Length + 1);
            Fill();
            searched = _start + behind;
        }
    }

    private Block Take(int length, int skip)
    {
        var block = new Block(Offset, _buffer.AsMemory(_start, length).ToArray(), skip > 0);
        _start += length + skip;
        Offset += length + skip;
        return block;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _length - _start).CopyTo(_buffer);
            (_length, _start) = (_length - _start, 0);
        }

        if (_length == _buffer.Length)
        {
            if (_length >= Longest)
            {
                Failure = "a record is longer than 16 MiB";
                return;
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var read = stream.Read(_buffer, _length, _buffer.Length - _length);
            (_length, _atEnd) = (_length + read, read == 0);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            Failure = $"cannot be read: {failure.Message}";
            IsCut = failure is InvalidDataException;
        }
    }
}
