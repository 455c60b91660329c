using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>The statement that is being read, and the steps it gives. The partial readers work on it.</summary>
/// <param name="output">Where the steps go.</param>
/// <param name="cursor">Its tokens.</param>
/// <param name="map">The way back to the file, when the text is a decoded literal.</param>
internal sealed class Statement(ScriptOutput output, TokenCursor cursor, OffsetMap? map)
{
    private int _steps;
    private int _end;

    public ScriptOutput Output { get; } = output;

    public TokenCursor Cursor { get; } = cursor;

    public OffsetMap? Map { get; } = map;

    /// <summary>Index of the first token of the statement.</summary>
    public int First { get; private set; }

    public Nesting Nesting { get; private set; }

    /// <summary>Begins to read at the current token of the cursor.</summary>
    public void Begin(Nesting nesting)
    {
        Nesting = nesting;
        First = Cursor.Position;
        _end = Cursor.End;
        _steps = Output.Steps.Count;
    }

    /// <summary>Adds an operation that the whole statement describes; always true, so that readers can return it.</summary>
    public bool Add(Operation operation) => Add(operation, First, _end);

    /// <summary>Adds an operation that a part of the statement describes.</summary>
    public bool Add(Operation operation, int from, int end)
    {
        Output.Add(operation, Cursor[from].Start, Cursor[Math.Max(from, end - 1)].End, Map, Nesting);
        return true;
    }

    /// <summary>Notes that a part of the statement was not understood.</summary>
    public void AddUnread(string reason, int from, int end)
    {
        var start = Cursor[from].Start;
        var behind = Cursor[Math.Max(from, end - 1)].End;
        Output.AddUnread(Cursor.Text.Substring(start, Math.Min(behind - start, 200)), reason, Output.Span(start, behind, Map), Nesting);
    }

    /// <summary>Says in one sentence at what the reading failed.</summary>
    public string Failure()
    {
        var at = Cursor.Expected is null ? Cursor.Position : Cursor.FailedAt;
        var token = Cursor[at];
        var line = Output.Line(token.Start, Map);
        var found = token.Kind == TokenKind.End ? "the end of the statement" : "'" + Cursor.Text.Substring(token.Start, Math.Min(token.Length, 40)) + "'";
        return Cursor.Expected is null ? $"unexpected {found} in line {line}" : $"expected {Cursor.Expected} but found {found} in line {line}";
    }

    /// <summary>Takes back the steps of the statement and marks it as not understood.</summary>
    public void Abandon(string reason)
    {
        Output.Steps.RemoveRange(_steps, Output.Steps.Count - _steps);
        Cursor.Restrict(First, _end);
        AddUnread(reason, First, _end);
    }
}
