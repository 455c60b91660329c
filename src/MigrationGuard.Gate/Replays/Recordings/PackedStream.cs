using System.Buffers.Binary;
using System.IO.Compression;

namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>Unpacks gzip. A file that was cut is an <see cref="InvalidDataException"/>: <see cref="GZipStream"/> takes its end for the end of the text.</summary>
internal sealed class PackedStream : Stream
{
    private readonly TailStream _packed;
    private readonly GZipStream _text;
    private uint _length;

    /// <summary>Begins at the beginning of a file; the stream stays the caller's.</summary>
    public PackedStream(Stream packed)
    {
        _packed = new(packed);
        _text = new(_packed, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = _text.Read(buffer, offset, count);
        _length += (uint)read;

        // The last four bytes are the length of the text. https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1
        return read > 0 || count == 0 || _packed.Last == _length ? read
            : throw new InvalidDataException("the packed file ends too early, or consists of several; unpack it first");
    }

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _text.Dispose();
        base.Dispose(disposing);
    }

    private sealed class TailStream(Stream stream) : Stream
    {
        private const int Shortest = 18;

        private readonly byte[] _tail = new byte[4];
        private long _read;

        public uint? Last => _read < Shortest ? null : BinaryPrimitives.ReadUInt32LittleEndian(_tail);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = stream.Read(buffer, offset, count);
            for (var at = Math.Max(0, read - _tail.Length); at < read; at++)
            {
                _tail.AsSpan(1).CopyTo(_tail);
                _tail[^1] = buffer[offset + at];
            }

            _read += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
