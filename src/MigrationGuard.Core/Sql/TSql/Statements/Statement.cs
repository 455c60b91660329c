using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>The statement that is being read: its tokens, and the operations found in it so far.</summary>
internal sealed class Statement(TokenCursor tokens)
{
    private readonly List<FoundOperation> _found = [];

    public TokenCursor Tokens { get; } = tokens;

    /// <summary>Index of the first token.</summary>
    public int From { get; private set; }

    /// <summary>Whether the statement stands in a loop.</summary>
    public bool InLoop { get; private set; }

    /// <summary>Why the statement cannot be read, when a reader knows better than the grammar.</summary>
    public string? Reason { get; private set; }

    /// <summary>Names of the transactions begun so far: ROLLBACK to one of them is none to a savepoint.</summary>
    public HashSet<string> Transactions { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<FoundOperation> Found => _found;

    /// <summary>Turns to another statement.</summary>
    public void Begin(int from, int end, bool inLoop)
    {
        Tokens.Restrict(from, end);
        (From, InLoop, Reason) = (from, inLoop, null);
        _found.Clear();
    }

    /// <summary>Adds an operation of the whole statement; always true, so that readers can return it.</summary>
    public bool Add(Operation operation) => Add(operation, From, Tokens.End);

    /// <summary>Adds an operation of a part of the statement.</summary>
    public bool Add(Operation operation, int from, int end)
    {
        _found.Add(new FoundOperation(operation, from, end));
        return true;
    }

    /// <summary>Lets the only operation stand for the whole statement.</summary>
    public void Widen()
    {
        if (_found.Count == 1)
        {
            _found[0] = _found[0] with { From = From, End = Tokens.End };
        }
    }

    /// <summary>Adds an operation that is kept as text, and jumps to the end.</summary>
    public bool AddRest(Operation operation)
    {
        Tokens.Position = Tokens.End;
        return Add(operation);
    }

    /// <summary>The text of the whole statement.</summary>
    public string Text => Tokens.Slice(From, Tokens.End);

    /// <summary>Text of the statement from a token to the end.</summary>
    public string TextFrom(int from) => Tokens.Slice(from, Tokens.End);

    /// <summary>Says why the statement cannot be read; always false.</summary>
    public bool Refuse(string reason)
    {
        Reason ??= reason;
        return false;
    }
}
