using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MigrationGuard.Manifests;

/// <summary>Reads JSON token by token from a stream, at most the longest token in memory, and knows where it stands.</summary>
/// <param name="stream">UTF-8, with or without byte order mark.</param>
/// <param name="name">The file as the user named it.</param>
internal sealed class JsonTokens(Stream stream, string name)
{
    private const int LongestToken = 1 << 25;

    private readonly List<object> _path = [];
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _length;
    private bool _final;
    private bool _begun;
    private long _line = 1;
    private long _column = 1;
    private long _nextColumn = 1;
    private JsonReaderState _state;

    /// <summary>What the last token is.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>The value of a string or the name of a member.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A number as it is written.</summary>
    public byte[] Number { get; private set; } = [];

    /// <summary>Line and column of the last token.</summary>
    public (long Line, long Column) Place => (_line, _column);

    /// <summary>Enters a member or an item.</summary>
    public void Enter(object segment) => _path.Add(segment);

    /// <summary>Leaves it.</summary>
    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>An error about the last token.</summary>
    public ManifestException Error(string error) => Error(error, _line, _column);

    /// <summary>Moves to the next token; false at the end.</summary>
    /// <exception cref="ManifestException">The text is no JSON.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _length - _start), _final, _state);
            try
            {
                if (reader.Read())
                {
                    Take(ref reader);
                    return true;
                }
            }
            catch (JsonException exception)
            {
                throw Error("this is no JSON: " + Reason(exception), (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
            }

            Advance((int)reader.BytesConsumed);
            _state = reader.CurrentState;
            if (_final)
            {
                return false;
            }

            Fill();
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Advance((int)reader.TokenStartIndex);
        _state = reader.CurrentState;
        Type = reader.TokenType;
        _column = _nextColumn;
        if (Type is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            try
            {
                Text = reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Error(Invalid(reader.ValueSpan));
            }
        }
        else if (Type is JsonTokenType.Number)
        {
            Number = reader.ValueSpan.ToArray();
        }

        Advance((int)(reader.BytesConsumed - reader.TokenStartIndex));
    }

    private static string Invalid(ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < value.Length;)
        {
            if (Rune.DecodeFromUtf8(value[i..], out _, out var used) != OperationStatus.Done)
            {
                return FormattableString.Invariant($"the text is not UTF-8: byte {i + 1} of it is 0x{value[i]:X2}");
            }

            i += used;
        }

        return "the text holds half of a surrogate pair";
    }

    private void Advance(int bytes)
    {
        var passed = _buffer.AsSpan(_start, bytes);
        var lines = passed.Count((byte)'\n');
        if (lines > 0)
        {
            _line += lines;
            _nextColumn = 1;
            passed = passed[(passed.LastIndexOf((byte)'\n') + 1)..];
        }

        _nextColumn += Encoding.UTF8.GetCharCount(passed);
        _start += bytes;
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
            if (_length >= LongestToken)
            {
                throw Error($"a value of more than {LongestToken >> 20} MB", _line, _nextColumn);
            }

            Array.Resize(ref _buffer, _length * 2);
        }

        var read = stream.ReadAtLeast(_buffer.AsSpan(_length), _begun ? 1 : 3, throwOnEndOfStream: false);
        _final = read == 0;
        _length += read;
        if (!_begun)
        {
            _begun = true;
            _start = _buffer.AsSpan(0, _length).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        }
    }

    private ManifestException Error(string error, long line, long column) => Error(error, line, column, JsonPath());

    /// <summary>An error about another place.</summary>
    public ManifestException Error(string error, long line, long column, string path)
        => new(FormattableString.Invariant($"{name}({line},{column}): {path}: {error}")) { Line = line, Column = column, JsonPath = path };

    private string JsonPath()
    {
        var path = new StringBuilder("$");
        foreach (var segment in _path)
        {
            _ = segment is int index ? path.Append('[').Append(index).Append(']') : path.Append('.').Append(segment);
        }

        return path.ToString();
    }

    // The library's own message ends with its counting of lines, from 0.
    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end].TrimEnd('.');
    }
}
