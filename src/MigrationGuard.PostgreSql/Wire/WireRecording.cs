using System.Text;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings;

namespace MigrationGuard.Postgres.Wire;

/// <summary>What all connections of a recorder have learned, and where they bring it.</summary>
/// <param name="recorder">Takes the statements.</param>
/// <param name="names">Names types that are not PostgreSQL's own.</param>
/// <param name="limits">What may be kept.</param>
internal sealed class WireRecording(IStatementRecorder recorder, ITypeNames? names, RecordingLimits limits)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ByteCache<WireText> _texts = new(4_096, 16_000_000);
    private readonly ByteCache<RowShape> _shapes = new(4_096, 4_000_000);

    /// <summary>What a reader of the recording should know.</summary>
    public IReadOnlyList<string> Notes => Remarks.All;

    /// <summary>Where notes are left.</summary>
    public WireNotes Remarks { get; } = new();

    /// <summary>The longest text that is looked at, in bytes; a text has no more characters than bytes.</summary>
    public int LongestText => limits.Text;

    /// <summary>The text that these bytes stand for; null when it cannot be read.</summary>
    public WireText? TextOf(ReadOnlySpan<byte> bytes, bool utf8)
    {
        if (!utf8 && !Ascii.IsValid(bytes))
        {
            return null;
        }

        if (_texts.Find(bytes) is { } known)
        {
            return known;
        }

        try
        {
            return _texts.Add(bytes.ToArray(), new WireText(Strict.GetString(bytes)));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The description of rows that these bytes are.</summary>
    public RowShape ShapeOf(ReadOnlySpan<byte> body)
    {
        if (_shapes.Find(body) is { } known)
        {
            return known;
        }

        var copy = body.ToArray();
        return _shapes.Add(copy, new RowShape(copy));
    }

    /// <summary>A statement has run without an error.</summary>
    public void Record(WireStatement statement, RowShape? shape, WireSession session)
    {
        if (!session.HasStandardStrings)
        {
            Miss("sent while standard_conforming_strings was off");
            return;
        }

        try
        {
            var number = HashCode.Combine(statement.TypesHash, shape?.Hash ?? 0, session.Hash);
            if (!recorder.TryCount(statement.Text, number))
            {
                recorder.Add(Command(statement, shape, session), number);
            }
        }
        catch (Exception exception)
        {
            // Its message may hold a piece of the statement.
            Remarks.Add($"a statement could not be recorded: {exception.GetType().Name}");
            Miss("a statement that could not be recorded");
        }
    }

    /// <summary>Something was seen and cannot be kept.</summary>
    public void Miss(string reason)
    {
        try
        {
            recorder.Miss(reason);
        }
        catch (Exception exception)
        {
            Remarks.Add($"the recorder failed: {exception.GetType().Name}");
        }
    }

    /// <summary>A connection cannot be followed any longer; it goes on without being recorded.</summary>
    public void Lost(Exception cause)
    {
        Remarks.Add($"a connection could not be followed to its end: {(cause is InvalidDataException ? cause.Message : cause.GetType().Name)}");
        Miss("the rest of a connection whose messages could not be followed");
    }

    private RecordedCommand Command(WireStatement statement, RowShape? shape, WireSession session)
    {
        var types = new WireTypes(session.Database, names, Remarks);
        var parameters = new ManifestParameter[statement.Types.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = new ManifestParameter(null, types.Name(statement.Types[i], -1));
        }

        return new RecordedCommand(statement.Text, PlaceholderStyle.Named, parameters)
        {
            Session = session.Recorded,
            Result = shape?.Columns(types),
        };
    }
}
