namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>The statements that give a role exactly the rights of the facts.</summary>
/// <param name="role">The role.</param>
internal sealed class GrantSql(string role)
{
    /// <summary>The rights on an object; none for kinds without rights.</summary>
    public IEnumerable<string> For(CatalogObject found) => found.Kind switch
    {
        "schema" => [$"REVOKE ALL ON SCHEMA {Names.Quote(found.Identity)} FROM PUBLIC", .. Grant(found, "SCHEMA " + Names.Quote(found.Identity))],
        "relation" when found.Sort == "S" => Grant(found, "SEQUENCE " + found.Identity),
        "relation" when found.Sort != "c" => [.. Grant(found, found.Identity), .. Columns(found)],
        "routine" => [$"REVOKE ALL ON ROUTINE {found.Identity} FROM PUBLIC", .. Grant(found, "ROUTINE " + found.Identity)],
        "type" when found.Sort is "e" or "d" or "r" => [$"REVOKE ALL ON TYPE {found.Identity} FROM PUBLIC", .. Grant(found, "TYPE " + found.Identity)],
        _ => [],
    };

    private IEnumerable<string> Grant(CatalogObject found, string target)
        => found.Facts.Words("privileges") is { Count: > 0 } privileges ? [$"GRANT {string.Join(", ", privileges)} ON {target} TO {role}"] : [];

    private IEnumerable<string> Columns(CatalogObject table)
    {
        var whole = table.Facts.Words("privileges");
        foreach (var column in table.Facts.Members("columns"))
        {
            if (column.Value.Words("privileges").Except(whole, StringComparer.Ordinal).ToList() is { Count: > 0 } more)
            {
                yield return $"GRANT {string.Join(", ", more.Select(privilege => $"{privilege} ({Names.Quote(column.Name)})"))} ON {table.Identity} TO {role}";
            }
        }
    }
}
