using MigrationGuard.Contracts;

namespace MigrationGuard.Postgres.Contracts;

/// <summary>Asks the catalogs of PostgreSQL what uses a table or a column.</summary>
/// <param name="source">Connections; somebody else closes them.</param>
public sealed class PostgresSchemaUses(PostgresSource source) : ISchemaUses
{
    // Bodies of routines are text to the server. Column lists of publications, prattrs, came with 15.
    private const string Uses = """
        WITH wanted AS (
            SELECT c.oid AS relation, c.relname, a.attnum AS number FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = $2::text AND NOT a.attisdropped
            WHERE n.nspname || '.' || c.relname = $1::text AND ($2 IS NULL OR a.attnum IS NOT NULL))
        SELECT DISTINCT u.by, u.identity, u.certain FROM wanted AS w, LATERAL (
            SELECT CASE c.relkind WHEN 'm' THEN 'materialized view ' ELSE 'view ' END || n.nspname || '.' || c.relname, n.nspname || '.' || c.relname, true
            FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
                JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = w.relation AND c.oid <> w.relation AND ($2 IS NULL OR d.refobjsubid = w.number)
            UNION ALL
            SELECT format('foreign key %I of %s', k.conname, k.conrelid::regclass), n.nspname || '.' || c.relname, true
            FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' AND k.confrelid = w.relation AND k.conrelid <> w.relation AND ($2 IS NULL OR w.number = ANY (k.confkey))
            UNION ALL
            SELECT format('trigger %I of %s', t.tgname, t.tgrelid::regclass), '', true FROM pg_catalog.pg_trigger AS t
            WHERE $2 IS NOT NULL AND t.tgrelid = w.relation AND NOT t.tgisinternal AND w.number = ANY (t.tgattr::smallint[])
            UNION ALL
            SELECT format('function %s', p.oid::regprocedure), format('%s.%s(%s)', n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)), false
            FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            WHERE n.nspname !~ '^(pg_|information_schema$|migration_guard)' AND p.prosqlbody IS NULL
                AND p.prosrc ~* ('\m' || regexp_replace(coalesce($2, w.relname), '([^[:alnum:]_])', '\\\1', 'g') || '\M')
                AND (p.prosrc ~* ('\m' || regexp_replace(w.relname, '([^[:alnum:]_])', '\\\1', 'g') || '\M')
                    OR EXISTS (SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgfoid = p.oid AND t.tgrelid = w.relation AND NOT t.tgisinternal))
            UNION ALL
            SELECT format('publication %I', b.pubname), '', $2 IS NOT NULL FROM pg_catalog.pg_publication_rel AS r JOIN pg_catalog.pg_publication AS b ON b.oid = r.prpubid
            WHERE r.prrelid = w.relation AND ($2 IS NULL OR w.number::text = ANY (string_to_array(to_jsonb(r) ->> 'prattrs', ' ')))) AS u (by, identity, certain)
        ORDER BY 1
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<SchemaUse>> FindAsync(IReadOnlyList<ContractObject> objects, CancellationToken cancellation)
    {
        var removed = objects.Select(found => found.Identity).ToHashSet(StringComparer.Ordinal);
        var uses = new List<SchemaUse>();
        await using var connection = await source.OpenAsync(cancellation);
        foreach (var found in objects.Where(found => found.Kind is "column" or "table" or "view" or "materialized view" or "foreign table"))
        {
            var column = found.Table == found.Identity ? null : found.Identity[(found.Table.Length + 1)..];
            var rows = await PostgresRows.ReadAsync(connection, Uses, row => (By: row.GetString(0), Identity: row.GetString(1), IsCertain: row.GetBoolean(2)), cancellation, found.Table, column);
            uses.AddRange(rows.Where(use => !removed.Contains(use.Identity)).Select(use => new SchemaUse(found.Identity, use.By, use.IsCertain)));
        }

        return uses;
    }
}
