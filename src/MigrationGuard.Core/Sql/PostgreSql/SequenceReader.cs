using MigrationGuard.Operations;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE and ALTER SEQUENCE. https://www.postgresql.org/docs/current/sql-altersequence.html</summary>
internal static class SequenceReader
{
    /// <summary>Reads what follows CREATE SEQUENCE.</summary>
    public static bool Create(Statement s)
    {
        var c = s.Cursor;
        var ifNotExists = Clauses.IfNotExists(c);
        return c.ObjectName(out var name) && s.Add(new CreateSequence(name) { IfNotExists = ifNotExists, Options = c.Rest() });
    }

    /// <summary>Reads what follows the name in ALTER SEQUENCE.</summary>
    public static bool Alter(Statement s, ObjectName name)
    {
        var c = s.Cursor;
        var restarts = false;
        for (var i = c.Position; i < c.End; i++)
        {
            restarts |= c.KeywordAt(i) is "RESTART" or "INCREMENT" or "MINVALUE" or "MAXVALUE" or "CYCLE";
        }

        return s.Add(new AlterSequence(name, c.Rest() ?? "") { Restarts = restarts });
    }
}
