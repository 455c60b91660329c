namespace MigrationGuard.Postgres.Live;

/// <summary>Queries of the catalogs.</summary>
internal static class CatalogQueries
{
    /// <summary>The same for a table that somebody has locked: as large as it was when statistics were gathered last.</summary>
    public static string SizeOfLocked { get; } = Size
        .Replace("pg_catalog.pg_table_size(oid)", "relpages::bigint * 8192", StringComparison.Ordinal)
        .Replace("pg_catalog.pg_indexes_size(oid)", "0", StringComparison.Ordinal);

    /// <summary>$1 a relation: estimated rows, bytes, bytes of indexes, whether wraparound is near.</summary>
    public const string Size = """
        WITH tree AS (SELECT $1::oid AS id UNION SELECT relid FROM pg_catalog.pg_partition_tree($1::oid::regclass)),
        leaf AS (
            SELECT c.*, (SELECT option_value::bigint FROM pg_catalog.pg_options_to_table(c.reloptions) WHERE option_name = 'autovacuum_freeze_max_age') AS freeze_max_age
            FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.id WHERE c.relkind IN ('r', 'm', 't'))
        SELECT sum(reltuples) FILTER (WHERE reltuples >= 0)::bigint,
            coalesce(sum(pg_catalog.pg_table_size(oid)), 0)::bigint,
            coalesce(sum(pg_catalog.pg_indexes_size(oid)), 0)::bigint,
            coalesce(bool_or(
                pg_catalog.age(relfrozenxid) > least(freeze_max_age, pg_catalog.current_setting('autovacuum_freeze_max_age')::bigint)
                OR pg_catalog.mxid_age(relminmxid) > pg_catalog.current_setting('autovacuum_multixact_freeze_max_age')::bigint), false)
        FROM leaf
        """;

    /// <summary>$1 a table or view, $2 a column or '': kind, schema, name, schema and name of its table.</summary>
    public const string DependentsOfRelation = """
        WITH RECURSIVE target AS (
            SELECT 'pg_catalog.pg_class'::regclass::oid AS class, $1::oid AS id, coalesce((SELECT attnum::int FROM pg_catalog.pg_attribute WHERE attrelid = $1 AND attname = $2 AND NOT attisdropped), 0) AS part, $2 = '' AS whole
            UNION ALL
            SELECT 'pg_catalog.pg_type'::regclass, t.oid, 0, true FROM pg_catalog.pg_type t
            WHERE $2 = '' AND (t.typrelid = $1 OR t.typelem = (SELECT reltype FROM pg_catalog.pg_class WHERE oid = $1)) AND t.oid <> 0),
        found AS (
            SELECT d.classid, d.objid, d.objsubid
            FROM pg_catalog.pg_depend d JOIN target t ON d.refclassid = t.class AND d.refobjid = t.id AND (d.refobjsubid = t.part OR t.whole)
            WHERE d.deptype = 'n'
            UNION
            SELECT d.classid, d.objid, d.objsubid
            FROM found f
            JOIN pg_catalog.pg_rewrite r ON f.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = f.objid AND r.ev_class <> $1
            JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = r.ev_class AND d.deptype = 'n')
        """ + Described;

    /// <summary>$1 a type: the same.</summary>
    public static string DependentsOfType { get; } = """
        WITH found AS (
            SELECT DISTINCT d.classid, d.objid, d.objsubid
            FROM pg_catalog.pg_depend d
            WHERE d.refclassid = 'pg_catalog.pg_type'::regclass AND d.deptype = 'n'
                AND d.refobjid IN (SELECT oid FROM pg_catalog.pg_type WHERE oid = $1 OR (typelem = $1 AND typcategory = 'A')))
        """ + Described.Replace("$1", "0::oid", StringComparison.Ordinal).Replace("$2", "''", StringComparison.Ordinal);

    /// <summary>$1 a word of a table, $2 one of a column or '': routines whose source has them.</summary>
    public const string Routines = """
        WITH word AS (
            SELECT '(^|[^[:alnum:]_])' || pg_catalog.regexp_replace(w, '([^[:alnum:]_ ])', '\\\1', 'g') || '($|[^[:alnum:]_])' AS pattern
            FROM pg_catalog.unnest(ARRAY[$1::text, $2::text]) AS w WHERE w <> '')
        SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || p.proname
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname NOT IN ('c', 'internal')
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'migration_guard')
            AND (SELECT bool_and(p.prosrc ~* pattern) FROM word)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        ORDER BY 1
        """;

    /// <summary>$1 a table, $2 a column: sequence, its last number, its maximum.</summary>
    public const string Numbering = """
        SELECT s.oid::regclass::text, pg_catalog.pg_sequence_last_value(s.oid), q.seqmax
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.classid = 'pg_catalog.pg_class'::regclass
            AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i')
        JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
        WHERE a.attrelid = $1 AND a.attname = $2
        UNION ALL
        SELECT s.oid::regclass::text, pg_catalog.pg_sequence_last_value(s.oid), q.seqmax
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
        JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
        JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
        WHERE a.attrelid = $1 AND a.attname = $2
        LIMIT 1
        """;

    /// <summary>$1 a table: publications, columns of the replica identity, whether updates and deletes are published.</summary>
    public const string Replication = """
        WITH published AS (
            SELECT p.pubname, p.pubupdate, p.pubdelete
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_publication_tables t ON t.schemaname = n.nspname AND t.tablename = c.relname
            JOIN pg_catalog.pg_publication p ON p.pubname = t.pubname
            WHERE c.oid = $1)
        SELECT coalesce((SELECT array_agg(pubname::text ORDER BY pubname) FROM published), '{}'),
            CASE c.relreplident
                WHEN 'f' THEN 'all columns'
                WHEN 'n' THEN NULL
                ELSE (SELECT x.indexrelid::regclass::text FROM pg_catalog.pg_index x
                    WHERE x.indrelid = c.oid AND CASE c.relreplident WHEN 'i' THEN x.indisreplident ELSE x.indisprimary END AND x.indisvalid)
            END,
            coalesce((SELECT bool_or(pubupdate) FROM published), false),
            coalesce((SELECT bool_or(pubdelete) FROM published), false)
        FROM pg_catalog.pg_class c WHERE c.oid = $1
        """;

    private const string Described = """

        SELECT CASE v.relkind WHEN 'm' THEN 'materialized view' WHEN 'v' THEN 'view' ELSE 'rule' END, n.nspname::text,
            CASE WHEN v.relkind IN ('v', 'm') THEN v.relname ELSE r.rulename END::text, NULL, CASE WHEN v.relkind IN ('v', 'm') THEN NULL ELSE v.relname END::text
        FROM found f
        JOIN pg_catalog.pg_rewrite r ON f.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = f.objid
        JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.oid <> $1
        JOIN pg_catalog.pg_namespace n ON n.oid = v.relnamespace
        UNION
        SELECT CASE f.classid WHEN 'pg_catalog.pg_constraint'::regclass THEN 'constraint' WHEN 'pg_catalog.pg_trigger'::regclass THEN 'trigger' ELSE 'policy' END,
            NULL, o.name::text, n.nspname::text, c.relname::text
        FROM found f
        CROSS JOIN LATERAL (
            SELECT k.conname AS name, k.conrelid AS relation FROM pg_catalog.pg_constraint k
            WHERE f.classid = 'pg_catalog.pg_constraint'::regclass AND k.oid = f.objid AND k.conrelid NOT IN (0, $1) AND k.contype = 'f' AND k.conparentid = 0
            UNION ALL SELECT t.tgname, t.tgrelid FROM pg_catalog.pg_trigger t
            WHERE f.classid = 'pg_catalog.pg_trigger'::regclass AND t.oid = f.objid AND NOT t.tgisinternal AND (t.tgrelid <> $1 OR $2 <> '')
            UNION ALL SELECT p.polname, p.polrelid FROM pg_catalog.pg_policy p
            WHERE f.classid = 'pg_catalog.pg_policy'::regclass AND p.oid = f.objid AND (p.polrelid <> $1 OR $2 <> '')) o
        JOIN pg_catalog.pg_class c ON c.oid = o.relation
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        UNION
        SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname::text, p.proname::text, NULL, NULL
        FROM found f
        JOIN pg_catalog.pg_proc p ON f.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = f.objid
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        UNION
        SELECT 'column', NULL, a.attname::text, n.nspname::text, c.relname::text
        FROM found f
        JOIN pg_catalog.pg_attribute a ON f.classid = 'pg_catalog.pg_class'::regclass AND a.attrelid = f.objid AND a.attnum = f.objsubid AND f.objsubid > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.oid <> $1 AND c.relkind IN ('r', 'p', 'f', 'm', 'c')
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        UNION
        SELECT 'default', NULL, a.attname::text, n.nspname::text, c.relname::text
        FROM found f
        JOIN pg_catalog.pg_attrdef e ON f.classid = 'pg_catalog.pg_attrdef'::regclass AND e.oid = f.objid AND e.adrelid <> $1
        JOIN pg_catalog.pg_attribute a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        UNION
        SELECT 'type', n.nspname::text, t.typname::text, NULL, NULL
        FROM found f
        JOIN pg_catalog.pg_type t ON f.classid = 'pg_catalog.pg_type'::regclass AND t.oid = f.objid AND t.typtype = 'd'
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        ORDER BY 1, 2, 3
        """;
}
