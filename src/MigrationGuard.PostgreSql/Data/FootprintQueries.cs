namespace MigrationGuard.Postgres.Data;

/// <summary>What the ledger recorded of columns that a version reads, beside what the catalogs say of them now.</summary>
internal static class FootprintQueries
{
    /// <summary>What the types in the queries and answers are called without their schema.</summary>
    public const string Settings = "SET LOCAL search_path = pg_catalog, pg_temp;";

    /// <summary>$1 service, $2 label. What a plain INSERT puts into a column nobody reads; keys that only point to a row are not read either.</summary>
    public const string Columns = Read + """
        SELECT c.identity, c.name, n.id, quote_ident(c.name), n.kind = 'e',
            c.facts ->> 'type', n.type, (c.facts ->> 'not_null')::boolean AND NOT n.not_null,
            (SELECT ARRAY(SELECT jsonb_array_elements_text(t.facts -> 'labels')) FROM type AS t WHERE t.identity = regexp_replace(c.facts ->> 'type', '(\[\])+$', '') AND t.facts ->> 'kind' = 'e'),
            ARRAY(SELECT e.enumlabel::text FROM pg_enum AS e WHERE e.enumtypid = n.element_id ORDER BY e.enumsortorder),
            ARRAY(SELECT k.value ->> 'expression' FROM type AS t, jsonb_each(t.facts -> 'checks') AS k WHERE t.identity = n.type AND t.facts ->> 'kind' = 'd'
                AND (k.value ->> 'validated')::boolean AND NOT EXISTS (SELECT FROM pg_constraint AS o WHERE o.contypid = n.type_id AND o.contype = 'c' AND pg_get_expr(o.conbin, 0) = k.value ->> 'expression')
                ORDER BY k.key),
            EXISTS (SELECT FROM type AS t WHERE t.identity = n.type AND (t.facts ->> 'not_null')::boolean) AND NOT n.domain_not_null
        FROM once AS c JOIN here AS n ON n.identity = c.identity AND n.name = c.name
        ORDER BY c.identity COLLATE "C", n.place
        """;

    /// <summary>$1 service, $2 label: recorded CHECKs of columns that are read, and that are not there any more.</summary>
    public const string Checks = Read + """
        SELECT DISTINCT c.identity, n.id, k.value ->> 'expression', (SELECT string_agg(quote_ident(x), ', ') FROM jsonb_array_elements_text(k.value -> 'columns') AS x)
        FROM once AS c JOIN here AS n ON n.identity = c.identity AND n.name = c.name, jsonb_each(c.relation -> 'constraints') AS k
        WHERE k.value ->> 'type' = 'c' AND (k.value ->> 'validated')::boolean AND (k.value ->> 'enforced')::boolean AND k.value -> 'columns' ? c.name
            AND NOT EXISTS (SELECT FROM pg_constraint AS o WHERE o.conrelid = n.id AND o.contype = 'c'
                AND (pg_get_expr(o.conbin, o.conrelid) = k.value ->> 'expression' OR strpos(k.value ->> 'expression', '$self') > 0 AND o.conname = k.key))
            AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(k.value -> 'columns') AS x
                WHERE NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = n.id AND a.attname = x AND a.attnum > 0 AND NOT a.attisdropped))
        ORDER BY 1, 3
        """;

    /// <summary>$1 service, $2 label, $3 schema or '', $4 table, $5 column: the declared column. A table that the version uses goes before one of schema public.</summary>
    public const string Declared = """
        SELECT format('%I.%I', n.nspname, c.relname), c.oid, quote_ident(a.attname), t.typtype = 'e', format_type(a.atttypid, a.atttypmod)
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid JOIN pg_type AS t ON t.oid = a.atttypid
        WHERE c.relname = $4 AND a.attname = $5 AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
            AND (n.nspname = $3 OR $3 = '' AND (n.nspname = 'public' OR EXISTS (
                SELECT FROM migration_guard.object AS o JOIN migration_guard.version AS v ON v.id = o.version
                WHERE v.service = $1 AND v.label = $2 AND o.kind = 'relation' AND o.object = c.oid)))
        ORDER BY n.nspname = 'public' LIMIT 1
        """;

    private const string Read = """
        WITH used AS (
            SELECT o.identity, o.facts, d.named, s.tokens,
                'source' = ANY (d.access) OR '*' = ANY (d.named) OR d.named = '{}' AND (o.identity <> ALL (coalesce(s.roots, '{}')) OR EXISTS (
                    SELECT FROM migration_guard.edge AS e JOIN migration_guard.statement_object AS via ON via.object = e.source
                    WHERE e.target = o.id AND e.source <> o.id AND via.statement = s.id)) AS whole
            FROM migration_guard.version AS v JOIN migration_guard.object AS o ON o.version = v.id
            JOIN migration_guard.statement_object AS d ON d.object = o.id JOIN migration_guard.statement AS s ON s.id = d.statement
            WHERE v.service = $1 AND v.label = $2 AND o.kind = 'relation' AND o.facts ->> 'kind' IN ('r', 'p', 'f') AND d.access <> '{referenced}'
                AND NOT (s.canonical ~* '^\s*insert\M' AND coalesce(s.writes ? o.identity, false) AND NOT s.tokens && '{returning,select,conflict}')
        ), type AS (
            SELECT DISTINCT ON (o.identity) o.identity, o.facts FROM migration_guard.version AS v JOIN migration_guard.object AS o ON o.version = v.id
            WHERE v.service = $1 AND v.label = $2 AND o.kind = 'type' ORDER BY o.identity, o.id
        ), once AS MATERIALIZED (
            SELECT DISTINCT ON (u.identity, c.name) u.identity, c.name, u.facts -> 'columns' -> c.name AS facts, u.facts AS relation
            FROM used AS u CROSS JOIN LATERAL jsonb_object_keys(u.facts -> 'columns') AS c (name)
            WHERE (u.whole OR c.name = ANY (u.named) OR c.name = ANY (u.tokens))
                -- A partition is looked at with its table.
                AND NOT EXISTS (SELECT FROM used AS p WHERE p.identity IN (SELECT jsonb_array_elements_text(u.facts -> 'parents')))
            ORDER BY u.identity, c.name
        ), here AS (
            SELECT r.identity, a.attname::text AS name, a.attnum AS place, k.oid AS id, t.typtype AS kind, t.oid AS type_id, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
                t.typnotnull AS domain_not_null, e.oid AS element_id, format_type(e.oid, NULL) AS element
            FROM (SELECT DISTINCT identity FROM once) AS r JOIN pg_class AS k ON k.oid = to_regclass(r.identity) AND k.relkind IN ('r', 'p', 'f')
            JOIN pg_attribute AS a ON a.attrelid = k.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type AS t ON t.oid = a.atttypid JOIN pg_type AS e ON e.oid = CASE WHEN t.typelem <> 0 AND t.typcategory = 'A' THEN t.typelem ELSE t.oid END
        )

        """;
}
