using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads ALTER COLUMN of ALTER TABLE.</summary>
internal static class AlterColumnReader
{
    /// <summary>Reads from the column name on; null when it is not understood.</summary>
    public static Operation? Read(TokenCursor c, ObjectName table)
    {
        string column;
        if (c.Is(TokenKind.Number))
        {
            // ALTER TABLE also takes indexes, whose expression columns have only a number.
            column = c.Slice(c.Position, ++c.Position);
        }
        else if (!c.Name(out column))
        {
            return null;
        }

        switch (c.Keyword)
        {
            case "TYPE":
                c.Position++;
                return Type(c, table, column);
            case "SET":
                return Set(c, table, column);
            case "DROP":
                c.Position++;
                return Drop(c, table, column);
            case "ADD":
                c.Position++;
                return Identity(c, table, column);
            case "RESET" or "OPTIONS":
                return Setting(c, table, column, ColumnSetting.Options);
            case "RESTART":
                return Setting(c, table, column, ColumnSetting.Sequence);
            default:
                c.Fail("TYPE, SET, DROP or ADD");
                return null;
        }
    }

    private static AlterColumnType? Type(TokenCursor c, ObjectName table, string column)
    {
        if (!DataTypeReader.Read(c, out var type))
        {
            return null;
        }

        var change = new AlterColumnType(table, column, type);
        if (c.Is("COLLATE"))
        {
            if (!Clauses.Collation(c, out var collation))
            {
                return null;
            }

            change = change with { Collation = collation };
        }

        if (c.Accept("USING"))
        {
            var end = c.EndOfItem(c.Position);
            change = change with { Using = c.Expression(c.Position, end) };
            c.Position = end;
        }

        return change;
    }

    private static Operation? Set(TokenCursor c, ObjectName table, string column)
    {
        var from = c.Position++;
        switch (c.Keyword)
        {
            case "DATA" when c.Accept("DATA", "TYPE"):
                return Type(c, table, column);
            case "NOT" when c.Accept("NOT", "NULL"):
                return new SetNotNull(table, column);
            case "DEFAULT":
                var end = c.EndOfItem(++c.Position);
                var value = c.Expression(c.Position, end);
                c.Position = end;
                return new SetDefault(table, column, value);
            case "EXPRESSION" when c.Accept("EXPRESSION", "AS"):
                var open = c.Position + 1;
                return c.SkipParentheses() ? new ChangeGenerated(table, column, GeneratedKind.Stored) { Expression = c.Expression(open, c.Position - 1) } : null;
            case "GENERATED":
                c.Position++;
                var always = c.Accept("ALWAYS");
                return always || c.Accept("BY", "DEFAULT") ? SetIdentity(c, table, column, always) : null;
            case "STATISTICS":
                return Setting(c, table, column, ColumnSetting.Statistics);
            case "STORAGE":
                return Setting(c, table, column, ColumnSetting.Storage);
            case "COMPRESSION":
                return Setting(c, table, column, ColumnSetting.Compression);
            default:
                var setting = c.Is(TokenKind.LeftParenthesis) ? ColumnSetting.Options : ColumnSetting.Sequence;
                c.Position = from;
                return Setting(c, table, column, setting);
        }
    }

    private static ChangeIdentity SetIdentity(TokenCursor c, ObjectName table, string column, bool always)
    {
        c.Position = c.EndOfItem(c.Position);
        return new ChangeIdentity(table, column, always ? GeneratedKind.IdentityAlways : GeneratedKind.IdentityByDefault);
    }

    private static Operation? Drop(TokenCursor c, ObjectName table, string column)
    {
        switch (c.Keyword)
        {
            case "DEFAULT":
                c.Position++;
                return new DropDefault(table, column);
            case "NOT" when c.Accept("NOT", "NULL"):
                return new DropNotNull(table, column);
            case "IDENTITY":
                c.Position++;
                return new ChangeIdentity(table, column, GeneratedKind.None) { IfExists = Clauses.IfExists(c) };
            case "EXPRESSION":
                c.Position++;
                return new ChangeGenerated(table, column, GeneratedKind.None) { IfExists = Clauses.IfExists(c) };
            default:
                c.Fail("DEFAULT, NOT NULL, IDENTITY or EXPRESSION");
                return null;
        }
    }

    private static ChangeIdentity? Identity(TokenCursor c, ObjectName table, string column)
    {
        if (!c.Expect("GENERATED"))
        {
            return null;
        }

        var always = c.Accept("ALWAYS");
        if ((!always && !c.Accept("BY", "DEFAULT")) || !c.Expect("AS", "IDENTITY"))
        {
            return null;
        }

        var change = new ChangeIdentity(table, column, always ? GeneratedKind.IdentityAlways : GeneratedKind.IdentityByDefault) { Add = true };
        var from = c.Position + 1;
        if (!c.Is(TokenKind.LeftParenthesis))
        {
            return change;
        }

        return c.SkipParentheses() ? change with { Options = c.Slice(from, c.Position - 1) } : null;
    }

    private static SetColumnSetting Setting(TokenCursor c, ObjectName table, string column, ColumnSetting setting)
    {
        var from = setting is ColumnSetting.Options or ColumnSetting.Sequence ? c.Position : c.Position + 1;
        c.Position = c.EndOfItem(c.Position);
        return new SetColumnSetting(table, column, setting, c.Slice(from, c.Position));
    }
}
