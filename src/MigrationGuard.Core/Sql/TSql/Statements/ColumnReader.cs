using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.TSql.Reading;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads column definitions. https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql</summary>
internal sealed class ColumnReader(TokenCursor tokens, ObjectName table)
{
    private readonly List<ConstraintDefinition> _constraints = [];
    private string? _options;

    /// <summary>The index written with the column, if any.</summary>
    public CreateIndex? Index { get; private set; }

    public static bool Read(TokenCursor tokens, ObjectName table, out ColumnDefinition column, out CreateIndex? index)
    {
        var reader = new ColumnReader(tokens, table);
        var read = reader.Read(out column);
        index = reader.Index;
        return read;
    }

    private bool Read(out ColumnDefinition column)
    {
        column = new ColumnDefinition("", null);
        if (tokens.Current.Kind == TokenKind.Word && StatementWords.IsStart(tokens.Keyword))
        {
            return tokens.Fail("a column");
        }

        if (!tokens.Name(out var name))
        {
            return false;
        }

        column = new ColumnDefinition(name, null);
        if (!Type(ref column))
        {
            return false;
        }

        while (!tokens.AtEnd && !tokens.Is(TokenKind.Comma) && !tokens.Is(TokenKind.RightParenthesis))
        {
            if (!Option(ref column))
            {
                return false;
            }
        }

        column = column with { Constraints = _constraints, Options = _options };
        return true;
    }

    /// <summary>Reads the type, or the expression of a computed column.</summary>
    private bool Type(ref ColumnDefinition column)
    {
        if (tokens.Accept("AS"))
        {
            return Computed(ref column);
        }

        if (IsTypeless(ref column))
        {
            return true;
        }

        var read = TypeReader.Read(tokens, out var type);
        column = column with { Type = type };
        return read;
    }

    /// <summary>A column called <c>timestamp</c> needs no type.</summary>
    private bool IsTypeless(ref ColumnDefinition column)
    {
        var typeless = string.Equals(column.Name, "timestamp", StringComparison.OrdinalIgnoreCase)
            && (tokens.AtEnd || tokens.Is(TokenKind.Comma) || tokens.Is(TokenKind.RightParenthesis) || tokens.Keyword is "NULL" or "NOT" or "CONSTRAINT");
        if (typeless)
        {
            column = column with { Type = DataType.Of("rowversion") };
        }

        return typeless;
    }

    private bool Computed(ref ColumnDefinition column)
    {
        var from = tokens.Position;
        var end = ExpressionEnd.Find(tokens, from);
        if (end == from)
        {
            return tokens.Fail("an expression");
        }

        tokens.Position = end;
        column = column with
        {
            GeneratedExpression = tokens.Expression(from, end),
            Generated = tokens.Accept("PERSISTED") ? GeneratedKind.Stored : GeneratedKind.Virtual,
        };
        return true;
    }

    private bool Option(ref ColumnDefinition column)
    {
        var from = tokens.Position;
        switch (tokens.Keyword)
        {
            case "NULL":
                tokens.Position++;
                column = column with { Nullable = true };
                return true;
            case "NOT" when tokens.Accept("NOT", "NULL"):
                column = column with { Nullable = false };
                return true;
            case "CONSTRAINT" when tokens.KeywordAt(from + 2) is "DEFAULT" or "NULL" or "NOT":
                return NamedOption(ref column);
            case "DEFAULT":
                tokens.Position++;
                return Default(ref column);
            case "WITH" when tokens.Accept("WITH", "VALUES"):
                column = column with { WithValues = true };
                return true;
            case "IDENTITY":
                return Identity(ref column);
            case "COLLATE":
                tokens.Position++;
                return Collation(ref column);
            case "INDEX":
                return InlineIndex(column.Name);
            default:
                return ConstraintReader.IsNext(tokens) ? Constraint(column.Name) : Text(from);
        }
    }

    private bool NamedOption(ref ColumnDefinition column)
    {
        tokens.Position++;
        if (!tokens.Name(out var name) || !tokens.Is("DEFAULT"))
        {
            return true;
        }

        tokens.Position++;
        column = column with { DefaultName = name };
        return Default(ref column);
    }

    private bool Default(ref ColumnDefinition column)
    {
        var from = tokens.Position;
        var end = ExpressionEnd.Find(tokens, from);
        if (end == from)
        {
            return tokens.Fail("an expression");
        }

        tokens.Position = end;
        column = column with { Default = tokens.Expression(from, end) };

        // SSMS scripts: DEFAULT (0) FOR [column] inside a table definition.
        return !tokens.Accept("FOR") || tokens.Name(out _);
    }

    private bool Identity(ref ColumnDefinition column)
    {
        var from = tokens.Position++;
        column = column with { Generated = GeneratedKind.IdentityAlways };
        if (!tokens.Is(TokenKind.LeftParenthesis))
        {
            return true;
        }

        if (!tokens.SkipParentheses())
        {
            return false;
        }

        Keep(from);
        return true;
    }

    private bool Collation(ref ColumnDefinition column)
    {
        if (!tokens.Name(out var collation))
        {
            return false;
        }

        column = column with { Collation = collation };
        return true;
    }

    private bool Constraint(string column)
    {
        if (!ConstraintReader.Read(tokens, column, out var constraint))
        {
            return false;
        }

        _constraints.Add(constraint);
        return true;
    }

    private bool InlineIndex(string column)
    {
        if (!IndexReader.Inline(tokens, table, column, out var index))
        {
            return false;
        }

        Index = index;
        return true;
    }

    /// <summary>Options that are kept as text.</summary>
    private bool Text(int from)
    {
        switch (tokens.Keyword)
        {
            case "SPARSE" or "ROWGUIDCOL" or "FILESTREAM" or "HIDDEN" or "PERSISTED":
                tokens.Position++;
                break;
            case "NOT" when tokens.Accept("NOT", "FOR", "REPLICATION"):
                break;
            case "GENERATED" when tokens.Accept("GENERATED", "ALWAYS", "AS"):
                while (tokens.Keyword is "ROW" or "TRANSACTION_ID" or "SEQUENCE_NUMBER" or "START" or "END" or "HIDDEN")
                {
                    tokens.Position++;
                }

                break;
            case "MASKED" or "ENCRYPTED" when tokens.IsAt(from + 1, "WITH"):
                tokens.Position += 2;
                if (!tokens.SkipParentheses())
                {
                    return false;
                }

                break;
            case "COLUMN_SET" when tokens.Accept("COLUMN_SET", "FOR", "ALL_SPARSE_COLUMNS"):
                break;
            default:
                return tokens.Fail("a column option");
        }

        Keep(from);
        return true;
    }

    private void Keep(int from)
    {
        var text = tokens.Slice(from, tokens.Position);
        _options = _options is null ? text : _options + " " + text;
    }
}
