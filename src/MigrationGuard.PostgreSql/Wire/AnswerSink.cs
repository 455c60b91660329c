using System.Text;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Understands what a server answers, and records what ran without an error. https://www.postgresql.org/docs/current/protocol-flow.html</summary>
/// <param name="recording">Takes the statements.</param>
/// <param name="asked">What waits for an answer.</param>
/// <param name="session">Learns what the server reports.</param>
internal sealed class AnswerSink(WireRecording recording, AskedQueue asked, WireSession session) : IMessageSink
{
    private const int LongestShape = 1_000_000;
    private const int LongestStatus = 65_536;

    private readonly PreparedStatements _prepared = new();
    private RowShape? _shape;
    private int _part;
    private bool _copying;
    private bool _undone;
    private bool _greeted;

    /// <inheritdoc />
    public Capture Wanted(byte type, int length) => type switch
    {
        (byte)'T' when length <= LongestShape => Capture.All,
        (byte)'S' or (byte)'C' or (byte)'Z' when length <= LongestStatus => Capture.All,
        _ => Capture.Nothing,
    };

    /// <inheritdoc />
    public void Take(byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case (byte)'1' when Next(AskedKind.Parse, out var parse):
                _prepared.Parsed(parse.Name, parse.Text as WireStatement);
                break;
            case (byte)'2' when Next(AskedKind.Bind, out var bind):
                _prepared.Bound(bind.Name, bind.Statement);
                break;
            case (byte)'3' when Next(AskedKind.Close, out var close):
                _prepared.Closed(close.Statement, close.Name);
                break;
            case (byte)'n':
                Next(AskedKind.Describe, out _);
                break;
            case (byte)'T':
                Described(body.IsEmpty ? null : recording.ShapeOf(body));
                break;
            case (byte)'C':
                _undone = body.SequenceEqual("ROLLBACK\0"u8);
                Completed();
                break;
            case (byte)'s':
                Completed();
                break;
            case (byte)'I' when !IsForQuery(out _):
                Next(AskedKind.Execute, out _);
                break;
            case (byte)'E':
                Failed();
                break;
            case (byte)'G':
                _copying = true;
                break;
            case (byte)'S':
                Reported(body);
                break;
            case (byte)'Z':
                Ready(body);
                break;
        }
    }

    /// <inheritdoc />
    public void Lost(Exception cause) => recording.Lost(cause);

    // The server ignores a Sync while it takes the data of a COPY, and the end of data behind an error.
    private bool Next(AskedKind kind, out Asked next)
    {
        while (asked.TryPeek(out next))
        {
            if (next.Kind == kind)
            {
                asked.Drop();
                return true;
            }

            if (next.Kind is not (AskedKind.Sync or AskedKind.CopyEnd))
            {
                break;
            }

            asked.Drop();
        }

        throw new InvalidDataException("an answer came that was not asked for");
    }

    private bool IsForQuery(out Asked query)
    {
        while (asked.TryPeek(out query) && query.Kind is AskedKind.Sync or AskedKind.CopyEnd)
        {
            asked.Drop();
        }

        return query.Name is not null && query.Kind == AskedKind.Query;
    }

    private void Described(RowShape? shape)
    {
        if (IsForQuery(out _))
        {
            _shape = shape;
            return;
        }

        Next(AskedKind.Describe, out var described);
        if (described.Statement == "S" && _prepared.Statement(described.Name) is { } statement)
        {
            statement.Shape = shape;
        }
        else if (described.Statement == "P" && _prepared.Portal(described.Name) is { } portal)
        {
            portal.Shape = shape;
        }
    }

    private void Completed()
    {
        if (IsForQuery(out var query))
        {
            CompletedPart(query.Text as WireText);
            return;
        }

        Next(AskedKind.Execute, out var execute);
        if (_copying)
        {
            asked.DropUntil(AskedKind.CopyEnd);
            _copying = false;
        }

        if (_prepared.Portal(execute.Name) is not { IsCounted: false } portal)
        {
            return;
        }

        portal.IsCounted = true;
        Ran(portal.Prepared?.Statement, portal.Shape ?? portal.Prepared?.Shape);
    }

    private void CompletedPart(WireText? text)
    {
        var (part, shape) = (_part++, _shape);
        _shape = null;
        _copying = false;
        Ran(text is not null && part < text.Parts.Length ? text.Parts[part] : null, shape);
    }

    private void Ran(WireStatement? statement, RowShape? shape)
    {
        if (statement is null or { Text.Length: 0 })
        {
            recording.Miss("a statement whose text could not be read: too long, not in UTF-8, or prepared in SQL");
            return;
        }

        var command = statement.Command;
        if (command.IsWork)
        {
            recording.Record(statement, shape, session);
        }

        switch (command.Action)
        {
            case SessionAction.None or SessionAction.Nothing:
                return;
            case SessionAction.Deallocate or SessionAction.Prepare:
                _prepared.Forget(command.Name);
                break;
            case SessionAction.Discard:
                _prepared.Forget(null);
                break;
        }

        session.Done(command);
    }

    private void Failed()
    {
        _undone = true;
        if (_copying && asked.TryPeek(out var next) && next.Kind != AskedKind.Query)
        {
            asked.DropUntil(AskedKind.CopyEnd);
        }

        _copying = false;
    }

    private void Reported(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        if (end > 0)
        {
            session.Report(Encoding.UTF8.GetString(body[..end]), Encoding.UTF8.GetString(body[(end + 1)..].TrimEnd((byte)0)));
        }
    }

    private void Ready(ReadOnlySpan<byte> body)
    {
        // The first one greets the client, who may have asked already by the time that it is read here.
        while (_greeted && asked.TryPeek(out var next))
        {
            asked.Drop();
            if (next.Kind == AskedKind.Call)
            {
                recording.Miss("a call of a function by the protocol, which has no text");
            }

            if (next.Kind is AskedKind.Query or AskedKind.Sync or AskedKind.Call)
            {
                break;
            }
        }

        (_greeted, _part, _shape, _copying) = (true, 0, null, false);
        var idle = body is [(byte)'I'];
        session.Ready(idle, _undone);
        if (idle)
        {
            _undone = false;
            _prepared.EndPortals();
        }
    }
}
