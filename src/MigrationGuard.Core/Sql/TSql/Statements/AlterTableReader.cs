using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads ALTER TABLE. https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql</summary>
internal sealed class AlterTableReader(Statement statement, ObjectName table)
{
    private readonly TokenCursor _tokens = statement.Tokens;

    /// <summary>Reads what follows ALTER.</summary>
    public static bool Alter(Statement statement)
    {
        var tokens = statement.Tokens;
        return tokens.Expect("TABLE") && tokens.ObjectName(out var table) && new AlterTableReader(statement, table).Read();
    }

    private bool Read()
    {
        var from = _tokens.Position;
        switch (_tokens.Keyword)
        {
            case "ADD":
                return Add(notValid: false);
            case "WITH":
                return WithCheck();
            case "CHECK" or "NOCHECK":
                return Switch(withCheck: false);
            case "DROP":
                return Drop();
            case "ALTER":
                return AlterColumnReader.Read(statement, table);
            case "ENABLE" or "DISABLE" when _tokens.IsAt(from + 1, "TRIGGER"):
                return Triggers();
            case "ENABLE" or "DISABLE" when _tokens.IsAt(from + 1, "CHANGE_TRACKING"):
                return statement.AddRest(new AlterObject(ObjectKind.Replication, table, statement.TextFrom(statement.From + 1)));
            case "REBUILD":
                var options = IndexOptions.None;
                return IndexReader.Rebuild(_tokens, ref options) && statement.Add(new RewriteTable(RewriteKind.Rebuild, table) { Options = options });
            case "SWITCH":
                return SwitchPartition();
            case "SET":
                return Set();
            default:
                return _tokens.Keyword is "ENABLE" or "DISABLE" or "SPLIT" or "MERGE"
                    ? statement.AddRest(new SetTableOption(table, statement.TextFrom(from)))
                    : _tokens.Fail("ADD, ALTER or DROP");
        }
    }

    private bool WithCheck()
    {
        _tokens.Position++;
        var nocheck = _tokens.Accept("NOCHECK");
        if (!nocheck && !_tokens.Expect("CHECK"))
        {
            return false;
        }

        return _tokens.Is("ADD") ? Add(nocheck) : Switch(!nocheck);
    }

    private bool Add(bool notValid)
    {
        _tokens.Position++;
        do
        {
            var from = _tokens.Position;
            if (!AddItem(from, notValid))
            {
                return false;
            }
        }
        while (_tokens.Accept(TokenKind.Comma));
        return true;
    }

    private bool AddItem(int from, bool notValid)
    {
        if (_tokens.Keyword is "CONSTRAINT" or "PRIMARY" or "UNIQUE" or "FOREIGN" or "CHECK" or "DEFAULT")
        {
            return ConstraintReader.Read(_tokens, null, out var constraint) && Found(new AddConstraint(table, Validity(constraint, notValid)), from);
        }

        if (_tokens.Is("INDEX"))
        {
            return IndexReader.Inline(_tokens, table, null, out var index) && Found(index, from);
        }

        if (_tokens.Accept("PERIOD", "FOR", "SYSTEM_TIME"))
        {
            return _tokens.SkipParentheses() && Found(new ChangeSystemVersioning(table, true), from);
        }

        return ColumnReader.Read(_tokens, table, out var column, out var columnIndex)
            && Found(new AddColumn(table, notValid ? column with { Constraints = column.Constraints.Map(c => Validity(c, true)) } : column), from)
            && (columnIndex is null || Found(columnIndex, from));
    }

    private static ConstraintDefinition Validity(ConstraintDefinition constraint, bool notValid)
        => notValid && constraint is ForeignKeyConstraint or CheckConstraint ? constraint with { NotValid = notValid } : constraint;

    private bool Found(Operation operation, int from) => statement.Add(operation, from, _tokens.Position);

    private bool Switch(bool withCheck)
    {
        var enable = _tokens.Accept("CHECK");
        if ((!enable && !_tokens.Expect("NOCHECK")) || !_tokens.Expect("CONSTRAINT"))
        {
            return false;
        }

        do
        {
            var from = _tokens.Position;
            if (!_tokens.Name(out var name))
            {
                return false;
            }

            Found(new SwitchConstraint(table, All(name, from)) { Enable = enable, WithCheck = withCheck }, from);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return true;
    }

    private string All(string name, int at) => _tokens.IsAt(at, "ALL") ? "ALL" : name;

    private bool Drop()
    {
        _tokens.Position++;
        var column = false;
        var ifExists = false;
        do
        {
            var from = _tokens.Position;
            if (_tokens.Accept("PERIOD", "FOR", "SYSTEM_TIME"))
            {
                return Found(new ChangeSystemVersioning(table, false), from);
            }

            if (_tokens.Keyword is "COLUMN" or "CONSTRAINT")
            {
                column = _tokens.Is("COLUMN");
                _tokens.Position++;
                ifExists = _tokens.Accept("IF", "EXISTS");
            }

            ifExists |= _tokens.Accept("IF", "EXISTS");
            if (!_tokens.Name(out var name) || (!column && _tokens.Accept("WITH") && !_tokens.SkipParentheses()))
            {
                return false;
            }

            Found(column ? new DropColumn(table, name) { IfExists = ifExists } : new DropConstraint(table, name) { IfExists = ifExists }, from);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return true;
    }

    private bool Triggers()
    {
        var enable = _tokens.Is("ENABLE");
        _tokens.Position += 2;
        do
        {
            var from = _tokens.Position;
            if (!_tokens.Name(out var name))
            {
                return false;
            }

            Found(new SwitchTrigger(table, All(name, from), enable), from);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return true;
    }

    private bool SwitchPartition()
    {
        _tokens.Position++;
        var source = Partition();
        if (!_tokens.Expect("TO") || !_tokens.ObjectName(out var target))
        {
            return false;
        }

        var destination = Partition();
        var options = IndexOptions.None;
        if (!IndexOptionsReader.Optional(_tokens, ref options))
        {
            return false;
        }

        return statement.Add(new SwitchPartition(table, target)
        {
            Partitions = source is null && destination is null ? null : (source + " TO " + destination).Trim(),
            LowPriority = options.LowPriority,
        });
    }

    private string? Partition()
    {
        var from = _tokens.Position;
        if (!_tokens.Accept("PARTITION"))
        {
            return null;
        }

        _tokens.Position = Reading.ExpressionEnd.Find(_tokens, _tokens.Position);
        return _tokens.Slice(from, _tokens.Position);
    }

    private bool Set()
    {
        var from = _tokens.Position++;
        if (!_tokens.IsAt(_tokens.Position + 1, "SYSTEM_VERSIONING"))
        {
            return _tokens.SkipParentheses() && statement.Add(new SetTableOption(table, _tokens.Slice(from, _tokens.Position)));
        }

        var on = _tokens.IsAt(_tokens.Position + 3, "ON");
        var history = _tokens.Position + 3;
        while (history < _tokens.End && !_tokens.IsAt(history, "HISTORY_TABLE"))
        {
            history++;
        }

        if (!_tokens.SkipParentheses())
        {
            return false;
        }

        var end = _tokens.Position;
        ObjectName? historyTable = null;
        if (history < end)
        {
            _tokens.Position = history + 2;
            historyTable = _tokens.ObjectName(out var read) ? read : default(ObjectName?);
            _tokens.Position = end;
        }

        return statement.Add(new ChangeSystemVersioning(table, on) { History = historyTable });
    }
}
