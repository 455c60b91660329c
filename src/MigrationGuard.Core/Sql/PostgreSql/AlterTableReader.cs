using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads ALTER TABLE with all its subcommands. https://www.postgresql.org/docs/current/sql-altertable.html</summary>
internal static class AlterTableReader
{
    /// <summary>Reads what follows ALTER TABLE or ALTER FOREIGN TABLE.</summary>
    public static bool Read(Statement s)
    {
        var c = s.Cursor;
        if (c.Accept("ALL", "IN", "TABLESPACE"))
        {
            return Clauses.Alter(s, ObjectKind.Other, "TABLE");
        }

        Clauses.IfExists(c);
        c.Accept("ONLY");
        if (!c.ObjectName(out var table))
        {
            return false;
        }

        c.AcceptSymbol("*");
        do
        {
            var from = c.Position;
            if (!Subcommand(s, table) || !(c.AtEnd || c.Is(TokenKind.Comma) || c.Fail("the end of the subcommand")))
            {
                var reason = s.Failure();
                c.Position = c.EndOfItem(Math.Max(from, Math.Min(c.Position, c.End)));
                s.AddUnread(reason, from, Math.Max(c.Position, from + 1));
                c.Restrict(c.Position, c.End);
            }
        }
        while (c.Accept(TokenKind.Comma));
        return true;
    }

    private static bool Subcommand(Statement s, ObjectName table)
    {
        var c = s.Cursor;
        var from = c.Position;
        var operation = c.Keyword switch
        {
            "ADD" => Add(c, table),
            "DROP" => Drop(c, table),
            "ALTER" => Alter(c, table),
            "SET" => Set(c, table),
            "RENAME" => Rename(c, table),
            "VALIDATE" => c.Accept("VALIDATE", "CONSTRAINT") && c.Name(out var valid) ? new ValidateConstraint(table, valid) : null,
            "ENABLE" or "DISABLE" => Switch(c, table),
            "FORCE" => c.Accept("FORCE") && RowSecurity(c) ? new ChangeRowSecurity(table, RowSecurityChange.Force) : null,
            "NO" => No(c, table),
            "OWNER" => c.Accept("OWNER", "TO") && c.Name(out var owner) ? new ChangeOwner("TABLE", table, owner) : null,
            "ATTACH" => Attach(c, table),
            "DETACH" => Detach(c, table),
            "INHERIT" => c.Accept("INHERIT") && c.ObjectName(out var parent) ? new ChangeInheritance(table, parent, true) : null,
            "REPLICA" or "CLUSTER" or "RESET" or "OF" or "NOT" or "OPTIONS" => Option(c, table),
            _ => null,
        };
        return operation is not null ? s.Add(operation, from, c.Position) : c.Fail("a subcommand of ALTER TABLE");
    }

    private static Operation? Add(TokenCursor c, ObjectName table)
    {
        c.Position++;
        if (ConstraintReader.IsNext(c))
        {
            List<ConstraintDefinition> constraints = [];
            return ConstraintReader.Table(c, constraints) ? new AddConstraint(table, constraints[0]) : null;
        }

        c.Accept("COLUMN");
        var ifNotExists = Clauses.IfNotExists(c);
        return ColumnReader.Read(c, out var column) && (column.Type is not null || c.Fail("a type")) ? new AddColumn(table, column) { IfNotExists = ifNotExists } : null;
    }

    private static Operation? Drop(TokenCursor c, ObjectName table)
    {
        c.Position++;
        var constraint = c.Accept("CONSTRAINT");
        if (!constraint)
        {
            c.Accept("COLUMN");
        }

        var ifExists = Clauses.IfExists(c);
        if (!c.Name(out var name))
        {
            return null;
        }

        var cascade = Clauses.Cascade(c);
        return constraint
            ? new DropConstraint(table, name) { IfExists = ifExists, Cascade = cascade }
            : new DropColumn(table, name) { IfExists = ifExists, Cascade = cascade };
    }

    private static Operation? Alter(TokenCursor c, ObjectName table)
    {
        c.Position++;
        if (c.Accept("CONSTRAINT"))
        {
            if (!c.Name(out var constraint))
            {
                return null;
            }

            var from = c.Position;
            c.Position = c.EndOfItem(from);
            return new AlterConstraint(table, constraint, c.Slice(from, c.Position));
        }

        c.Accept("COLUMN");
        return AlterColumnReader.Read(c, table);
    }

    private static Operation? Set(TokenCursor c, ObjectName table)
    {
        var from = c.Position++;
        switch (c.Keyword)
        {
            case "SCHEMA":
                c.Position++;
                return c.Name(out var schema) ? new MoveTable(table, schema) : null;
            case "LOGGED" or "UNLOGGED":
                var logged = c.Is("LOGGED");
                c.Position++;
                return new SetTableLogging(table, logged);
            case "TABLESPACE":
                c.Position++;
                return c.Name(out _) ? new MoveTableStorage(table, c.Slice(from + 1, c.Position)) : null;
            case "ACCESS" when c.Accept("ACCESS", "METHOD"):
                return c.Name(out _) ? new MoveTableStorage(table, c.Slice(from + 1, c.Position)) : null;
            case "WITHOUT" or "WITH":
                c.Position += 2;
                return new SetTableOption(table, c.Slice(from, c.Position));
            default:
                return c.SkipParentheses() ? new SetTableOption(table, c.Slice(from, c.Position)) : null;
        }
    }

    private static Operation? Rename(TokenCursor c, ObjectName table)
    {
        c.Position++;
        if (c.Accept("TO"))
        {
            return c.Name(out var newTable) ? new RenameTable(table, newTable) : null;
        }

        if (c.Accept("CONSTRAINT"))
        {
            return c.Name(out var constraint) && c.Expect("TO") && c.Name(out var newConstraint) ? new RenameConstraint(table, constraint, newConstraint) : null;
        }

        c.Accept("COLUMN");
        return c.Name(out var column) && c.Expect("TO") && c.Name(out var newColumn) ? new RenameColumn(table, column, newColumn) : null;
    }

    private static bool RowSecurity(TokenCursor c) => c.Accept("ROW", "LEVEL", "SECURITY") || c.Fail("ROW LEVEL SECURITY");

    private static Operation? Switch(TokenCursor c, ObjectName table)
    {
        var enable = c.Is("ENABLE");
        c.Position++;
        if (c.Is("ROW"))
        {
            return RowSecurity(c) ? new ChangeRowSecurity(table, enable ? RowSecurityChange.Enable : RowSecurityChange.Disable) : null;
        }

        var mode = enable && (c.Is("REPLICA") || c.Is("ALWAYS")) ? c.Keyword : null;
        c.Position += mode is null ? 0 : 1;
        var rule = c.Accept("RULE");
        if (!rule && !c.Expect("TRIGGER"))
        {
            return null;
        }

        var many = !rule && (c.Is("ALL") || c.Is("USER")) ? c.Keyword : null;
        return c.Name(out var name) ? new SwitchTrigger(table, many ?? name, enable) { IsRule = rule, Mode = mode } : null;
    }

    private static Operation? No(TokenCursor c, ObjectName table)
    {
        if (c.Accept("NO", "INHERIT"))
        {
            return c.ObjectName(out var parent) ? new ChangeInheritance(table, parent, false) : null;
        }

        return c.Accept("NO", "FORCE") && RowSecurity(c) ? new ChangeRowSecurity(table, RowSecurityChange.NoForce) : null;
    }

    private static AttachPartition? Attach(TokenCursor c, ObjectName table)
        => c.Accept("ATTACH", "PARTITION") && c.ObjectName(out var partition) && TableReader.Bounds(c, out var bounds)
            ? new AttachPartition(table, partition, bounds)
            : null;

    private static DetachPartition? Detach(TokenCursor c, ObjectName table)
        => c.Accept("DETACH", "PARTITION") && c.ObjectName(out var partition)
            ? new DetachPartition(table, partition) { Concurrently = c.Accept("CONCURRENTLY"), Finalize = c.Accept("FINALIZE") }
            : null;

    private static SetTableOption Option(TokenCursor c, ObjectName table)
    {
        var from = c.Position;
        c.Position = c.EndOfItem(from);
        return new SetTableOption(table, c.Slice(from, c.Position));
    }
}
