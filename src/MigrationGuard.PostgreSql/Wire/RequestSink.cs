using System.Buffers.Binary;
using System.Text;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Notes what a client asks, so that the answers can be understood. https://www.postgresql.org/docs/current/protocol-message-formats.html</summary>
/// <param name="recording">Knows texts.</param>
/// <param name="asked">Takes what waits for an answer.</param>
/// <param name="session">Says how texts are encoded.</param>
internal sealed class RequestSink(WireRecording recording, AskedQueue asked, WireSession session) : IMessageSink
{
    private const int MostNames = 4_096;
    private const int LongestName = 1_024;
    private const int MostParameters = 65_535;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Capture Wanted(byte type, int length) => type switch
    {
        (byte)'B' => Capture.TwoTexts,
        (byte)'Q' or (byte)'P' => length <= recording.LongestText + (4 * MostParameters) ? Capture.All : Capture.TwoTexts,
        (byte)'E' or (byte)'D' or (byte)'C' => length <= LongestName ? Capture.All : Capture.TwoTexts,
        _ => Capture.Nothing,
    };

    /// <inheritdoc />
    public void Take(byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case (byte)'Q':
                Add(AskedKind.Query, "", "", QueryText(body));
                break;
            case (byte)'P':
                Parse(body);
                break;
            case (byte)'B':
                var portal = Text(ref body);
                Add(AskedKind.Bind, portal, Text(ref body));
                break;
            case (byte)'E':
                Add(AskedKind.Execute, Text(ref body));
                break;
            case (byte)'D' or (byte)'C':
                var what = body[0] == (byte)'S' ? "S" : "P";
                body = body[1..];
                Add(type == (byte)'D' ? AskedKind.Describe : AskedKind.Close, Text(ref body), what);
                break;
            case (byte)'S':
                Add(AskedKind.Sync);
                break;
            case (byte)'F':
                Add(AskedKind.Call);
                break;
            case (byte)'c' or (byte)'f':
                Add(AskedKind.CopyEnd);
                break;
        }
    }

    /// <inheritdoc />
    public void Lost(Exception cause) => recording.Lost(cause);

    private void Add(AskedKind kind, string name = "", string statement = "", object? text = null)
    {
        if (!asked.TryAdd(new Asked(kind, name, statement, text)))
        {
            throw new InvalidDataException("too much was asked before the server answered");
        }
    }

    private WireText? QueryText(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        if (end >= 0 && end <= recording.LongestText)
        {
            return recording.TextOf(body[..end], session.IsUtf8);
        }

        return null;
    }

    private void Parse(ReadOnlySpan<byte> body)
    {
        var name = Text(ref body);
        var end = body.IndexOf((byte)0);
        if (end < 0 || end > recording.LongestText || body.Length < end + 3 || recording.TextOf(body[..end], session.IsUtf8) is not { } text)
        {
            Add(AskedKind.Parse, name);
            return;
        }

        var rest = body[(end + 1)..];
        int count = BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[2..];
        Span<uint> types = count <= 64 ? stackalloc uint[count] : new uint[count];
        for (var i = 0; i < count; i++)
        {
            types[i] = BinaryPrimitives.ReadUInt32BigEndian(rest[(4 * i)..]);
        }

        Add(AskedKind.Parse, name, "", text.Typed(types));
    }

    // A name is only compared: each byte becomes a character, whatever the encoding.
    private string Text(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        if (end < 0)
        {
            throw new InvalidDataException("a name has no end");
        }

        var bytes = body[..end];
        body = body[(end + 1)..];
        if (bytes.IsEmpty)
        {
            return "";
        }

        Span<char> characters = stackalloc char[bytes.Length];
        Encoding.Latin1.GetChars(bytes, characters);
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(characters, out var known))
        {
            return known;
        }

        if (_names.Count >= MostNames)
        {
            _names.Clear();
        }

        var name = characters.ToString();
        _names.Add(name);
        return name;
    }
}
