using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE TRIGGER and CREATE RULE. https://www.postgresql.org/docs/current/sql-createtrigger.html</summary>
internal static class TriggerReader
{
    /// <summary>Reads from CONSTRAINT or TRIGGER on.</summary>
    public static bool Create(Statement s, bool replace)
    {
        var c = s.Cursor;
        var constraint = c.Accept("CONSTRAINT");
        if (!c.Expect("TRIGGER") || !c.Name(out var name))
        {
            return false;
        }

        var from = c.Position;
        var insteadOf = c.Is("INSTEAD", "OF");
        if (!insteadOf && !c.Is("BEFORE") && !c.Is("AFTER"))
        {
            return c.Fail("BEFORE, AFTER or INSTEAD OF");
        }

        c.Position = Math.Max(from, c.Find("ON", from));
        if (!c.Expect("ON") || !c.ObjectName(out var table))
        {
            return false;
        }

        var execute = c.Find("EXECUTE", c.Position);
        if (execute < 0)
        {
            return c.Fail("EXECUTE FUNCTION");
        }

        c.Position = execute + 1;
        if (!(c.Accept("FUNCTION") || c.Expect("PROCEDURE")) || !c.ObjectName(out var function) || !c.SkipParentheses())
        {
            return false;
        }

        return s.Add(new CreateTrigger(name, table, c.Slice(from, c.Position))
        {
            Replace = replace,
            InsteadOf = insteadOf,
            IsConstraint = constraint,
            Function = function,
        });
    }

    /// <summary>Reads from RULE on.</summary>
    public static bool CreateRule(Statement s, bool replace)
    {
        var c = s.Cursor;
        c.Position++;
        if (!c.Name(out var name) || !c.Expect("AS"))
        {
            return false;
        }

        var from = c.Position;
        if (!c.Expect("ON") || !c.Name(out _) || !c.Expect("TO") || !c.ObjectName(out var table))
        {
            return false;
        }

        var action = c.Find("DO", c.Position);
        if (action < 0)
        {
            return c.Fail("DO");
        }

        c.Position = c.End;
        return s.Add(new CreateRule(name, table, c.Slice(from, c.End)) { Replace = replace, Instead = c.IsAt(action + 1, "INSTEAD") });
    }
}
