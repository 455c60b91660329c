using System.Buffers;
using System.Buffers.Binary;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Finds the messages in a stream of bytes, however it is cut; keeps nothing that its sink does not want.</summary>
/// <param name="sink">Takes the messages.</param>
internal sealed class MessageFramer(IMessageSink sink) : IDisposable
{
    private const int Header = 5;

    // Names of statements and portals; nobody has longer ones.
    private const int LongestTexts = 2_048;

    private readonly byte[] _header = new byte[Header];
    private int _headed;
    private byte[]? _kept;
    private int _count;
    private int _zeros;
    private Capture _capture;
    private int _left;

    /// <summary>Whether something came that cannot be understood, or it was stopped; nothing behind it is read.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Reads the next bytes; never throws.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            ReadAll(bytes);
        }
        catch (Exception exception)
        {
            Stop();
            sink.Lost(exception);
        }
    }

    /// <summary>Reads no more.</summary>
    public void Stop() => IsLost = true;

    private void ReadAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsLost)
        {
            if (_headed < Header && !ReadHeader(ref bytes))
            {
                return;
            }

            if (!IsLost)
            {
                ReadBody(ref bytes);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => Release();

    private bool ReadHeader(ref ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(Header - _headed, bytes.Length);
        bytes[..taken].CopyTo(_header.AsSpan(_headed));
        _headed += taken;
        bytes = bytes[taken..];
        if (_headed < Header)
        {
            return false;
        }

        _left = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1)) - 4;
        if (_left < 0)
        {
            IsLost = true;
            return true;
        }

        _capture = sink.Wanted(_header[0], _left);
        (_count, _zeros) = (0, 0);
        if (_left == 0)
        {
            Finish([]);
        }

        return true;
    }

    private void ReadBody(ref ReadOnlySpan<byte> bytes)
    {
        if (_headed < Header)
        {
            return;
        }

        var part = bytes[..Math.Min(_left, bytes.Length)];
        bytes = bytes[part.Length..];
        var whole = part.Length == _left && _count == 0;
        _left -= part.Length;
        if (whole)
        {
            Finish(_capture == Capture.TwoTexts ? part[..TwoTexts(part)] : _capture == Capture.All ? part : []);
            return;
        }

        Keep(part);
        if (_left == 0)
        {
            Finish(_kept.AsSpan(0, _count));
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        var length = _capture switch
        {
            Capture.All => part.Length,
            Capture.TwoTexts => TwoTexts(part),
            _ => 0,
        };
        if (length == 0)
        {
            return;
        }

        if (_kept is null || _kept.Length < _count + length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_capture == Capture.All ? _count + length + _left : _count + length);
            _kept?.AsSpan(0, _count).CopyTo(larger);
            Release();
            _kept = larger;
        }

        part[..length].CopyTo(_kept.AsSpan(_count));
        _count += length;
    }

    // Behind the second zero stand a client's values, of which not a byte may be kept.
    private int TwoTexts(ReadOnlySpan<byte> part)
    {
        var length = 0;
        while (_zeros < 2 && length < part.Length && _count + length < LongestTexts)
        {
            _zeros += part[length] == 0 ? 1 : 0;
            length++;
        }

        return length;
    }

    private void Finish(ReadOnlySpan<byte> body)
    {
        _headed = 0;
        sink.Take(_header[0], body);
        Release();
        _count = 0;
    }

    private void Release()
    {
        if (_kept is not null)
        {
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = null;
        }
    }
}
