using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Reads rights from the catalog.</summary>
internal static class AclReader
{
    private const string OfRelation = """
        SELECT pg_get_userbyid(c.relowner)::text, 0, c.relacl, coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner))
        FROM pg_catalog.pg_class AS c WHERE c.oid = $1::bigint::oid
        UNION ALL
        SELECT '', a.attnum, a.attacl, a.attacl FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = $1::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped AND (SELECT c.relkind FROM pg_catalog.pg_class AS c WHERE c.oid = $1::bigint::oid) <> 'S'
        """;

    private const string OfRoutine = """
        SELECT pg_get_userbyid(p.proowner)::text, 0, p.proacl, coalesce(p.proacl, acldefault('f', p.proowner)) FROM pg_catalog.pg_proc AS p WHERE p.oid = $1::bigint::oid
        """;

    private const string Exploded = """
        SELECT l.owner, l.number::integer, l.acl::text, e.n::integer, CASE e.grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(e.grantee)::text END, pg_get_userbyid(e.grantor)::text, e.privilege_type, e.is_grantable
        FROM ({0}) AS l (owner, number, acl, effective)
            LEFT JOIN LATERAL (SELECT i.n, x.* FROM unnest(l.effective) WITH ORDINALITY AS i (item, n), aclexplode(ARRAY[i.item]) AS x) AS e ON true
        ORDER BY l.number, e.n
        """;

    /// <summary>The rights on an object as the session sees them; null where it is gone.</summary>
    public static async Task<ObjectAcl?> ReadAsync(StepSession session, HiddenState of, CancellationToken cancellation)
    {
        var query = Exploded.Replace("{0}", of.IsRoutine ? OfRoutine : OfRelation, StringComparison.Ordinal);
        var rows = await session.ReadAsync(
            query,
            row => (
                Owner: row.GetString(0),
                Column: row.GetInt32(1),
                Text: row.IsDBNull(2) ? null : row.GetString(2),
                Item: row.IsDBNull(3) || row.IsDBNull(6) ? 0 : row.GetInt32(3),
                Grantee: row.IsDBNull(4) ? null : row.GetString(4),
                Grantor: row.IsDBNull(5) ? "" : row.GetString(5),
                Right: row.IsDBNull(6) ? null : new AclRight(row.GetString(6), row.GetBoolean(7))),
            cancellation,
            of.Oid);
        var lists = rows.GroupBy(row => row.Column).Select(column => new Acl(
            column.Key,
            column.First().Text,
            [.. column.Where(row => row.Item > 0).GroupBy(row => row.Item).Select(item => new AclEntry(item.First().Grantee, item.First().Grantor, [.. item.Select(row => row.Right!)]))]));
        return rows.FirstOrDefault(row => row.Column == 0).Owner is { } owner ? new ObjectAcl(owner, [.. lists]) : null;
    }
}
