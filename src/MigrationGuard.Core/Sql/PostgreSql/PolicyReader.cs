using MigrationGuard.Operations;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE and ALTER POLICY. https://www.postgresql.org/docs/current/sql-createpolicy.html</summary>
internal static class PolicyReader
{
    /// <summary>Reads what follows POLICY.</summary>
    public static bool Read(Statement s, PolicyChange change)
    {
        var c = s.Cursor;
        if (!c.Name(out var name) || !c.Expect("ON") || !c.ObjectName(out var table))
        {
            return false;
        }

        var restrictive = c.Is("AS", "RESTRICTIVE");
        return s.Add(new ChangePolicy(change, name, table) { Restrictive = restrictive, Definition = c.Rest() });
    }
}
