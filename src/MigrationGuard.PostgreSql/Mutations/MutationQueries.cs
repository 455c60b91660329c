namespace MigrationGuard.Postgres.Mutations;

/// <summary>The breaking changes that a schema of PostgreSQL allows, as SQL.</summary>
internal static class MutationQueries
{
    /// <summary>Kind, target, column, statements, class and oid of the target, whether it is a relation, whether anything may mean another object afterwards.</summary>
    public const string All = Objects + """
        , mutation (place, kind, target, position, part, sql, class, oid, relation, everything) AS (
            SELECT 1, 'drop ' || r.word, r.name, 0, NULL::text, format('DROP %s %s CASCADE', upper(r.word), r.name), 'pg_class'::regclass::oid, r.oid, true, false FROM rel AS r
            UNION ALL SELECT 2, 'rename ' || r.word, r.name, 0, NULL, format('ALTER %s %s RENAME TO migration_guard_mutant', upper(r.word), r.name), 'pg_class'::regclass, r.oid, true, false FROM rel AS r
            UNION ALL SELECT 3, 'revoke ' || r.word, r.name, 0, NULL, format('REVOKE ALL ON %s FROM %s', r.name, people.names), 'pg_class'::regclass, r.oid, true, false FROM rel AS r, people
            UNION ALL SELECT 4, 'enable row security', r.name, 0, NULL, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', r.name), 'pg_class'::regclass, r.oid, true, false
                FROM rel AS r JOIN pg_class AS c ON c.oid = r.oid WHERE r.kind IN ('r', 'p') AND NOT c.relrowsecurity
            UNION ALL SELECT 5, 'add trigger', r.name, 0, NULL, format('CREATE FUNCTION %1$I.migration_guard_mutant() RETURNS trigger LANGUAGE plpgsql AS $mutant$BEGIN RAISE EXCEPTION ''mutant''; END$mutant$; '
                'CREATE TRIGGER migration_guard_mutant BEFORE INSERT OR UPDATE OR DELETE ON %2$s FOR EACH ROW EXECUTE FUNCTION %1$I.migration_guard_mutant()', r.schema, r.name), 'pg_class'::regclass, r.oid, true, false
                FROM rel AS r WHERE r.kind IN ('r', 'p')
            UNION ALL SELECT 6, 'add required column', r.name, 0, NULL, format('ALTER TABLE %s ADD COLUMN migration_guard_mutant integer NOT NULL', r.name), 'pg_class'::regclass, r.oid, true, false FROM rel AS r WHERE r.kind IN ('r', 'p')
            UNION ALL SELECT 7, 'add check', r.name, 0, NULL, format('ALTER TABLE %s ADD CONSTRAINT migration_guard_mutant CHECK (false) NOT VALID', r.name), 'pg_class'::regclass, r.oid, true, false FROM rel AS r WHERE r.kind IN ('r', 'p')
            UNION ALL SELECT DISTINCT 8, 'capture table by search_path', r.name, 0, NULL, format('%sCREATE TABLE %I.%I (LIKE %s); GRANT ALL ON %2$I.%3$I TO PUBLIC', CASE WHEN n.oid IS NULL THEN format('CREATE SCHEMA %I; GRANT USAGE ON SCHEMA %1$I TO PUBLIC; ', p.first) END,
                p.first, r.label, r.name), 'pg_class'::regclass, r.oid, true, true
                FROM rel AS r JOIN paths AS p ON r.schema = ANY (p.others) AND r.schema <> p.first LEFT JOIN pg_namespace AS n ON n.nspname = p.first WHERE r.kind IN ('r', 'p')
            UNION ALL SELECT 10, 'drop column', c.name, c.number, c.label, format('ALTER TABLE %s DROP COLUMN %s CASCADE', c.name, c.sql), 'pg_class'::regclass, c.oid, true, false FROM col AS c WHERE c.kind <> 'v'
            UNION ALL SELECT 11, 'rename column', c.name, c.number, c.label, format('ALTER TABLE %s RENAME COLUMN %s TO migration_guard_mutant', c.name, c.sql), 'pg_class'::regclass, c.oid, true, false FROM col AS c
            UNION ALL SELECT 12, 'narrower type', c.name, c.number, c.label, format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s::%3$s', c.name, c.sql, c.narrower), 'pg_class'::regclass, c.oid, true, false FROM col AS c WHERE c.kind <> 'v' AND c.narrower IS NOT NULL
            UNION ALL SELECT 13, 'wider type', c.name, c.number, c.label, format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s::%3$s', c.name, c.sql, c.wider), 'pg_class'::regclass, c.oid, true, false FROM col AS c WHERE c.kind <> 'v' AND c.wider IS NOT NULL
            UNION ALL SELECT 14, 'another type', c.name, c.number, c.label, format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s::text::%3$s', c.name, c.sql, CASE c.category WHEN 'S' THEN 'bytea' ELSE 'text' END), 'pg_class'::regclass, c.oid, true, false FROM col AS c WHERE c.kind <> 'v'
            UNION ALL SELECT 15, 'set not null', c.name, c.number, c.label, format('ALTER TABLE %s ALTER COLUMN %s SET NOT NULL', c.name, c.sql), 'pg_class'::regclass, c.oid, true, false FROM col AS c WHERE c.kind <> 'v' AND NOT c.required
            UNION ALL SELECT 16, CASE WHEN c.identity THEN 'drop identity' WHEN c.generated THEN 'drop expression' ELSE 'drop default' END, c.name, c.number, c.label,
                format('ALTER TABLE %s ALTER COLUMN %s DROP %s', c.name, c.sql, CASE WHEN c.identity THEN 'IDENTITY' WHEN c.generated THEN 'EXPRESSION' ELSE 'DEFAULT' END), 'pg_class'::regclass, c.oid, true, false
                FROM col AS c WHERE c.kind <> 'v' AND (c.filled OR c.identity)
            UNION ALL SELECT 17, CASE WHEN c.filled THEN 'another default' ELSE 'add default' END, c.name, c.number, c.label, format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', c.name, c.sql, c.value), 'pg_class'::regclass, c.oid, true, false
                FROM col AS c WHERE c.kind <> 'v' AND NOT c.generated AND NOT c.identity AND c.value IS NOT NULL
            UNION ALL SELECT 18, 'add unique', c.name, c.number, c.label, format('ALTER TABLE %s ADD CONSTRAINT migration_guard_mutant UNIQUE (%s)', c.name, c.sql), 'pg_class'::regclass, c.oid, true, false FROM col AS c
                WHERE c.kind = 'r' AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisunique AND i.indnkeyatts = 1 AND i.indkey[0] = c.number)
            UNION ALL SELECT 19, 'add foreign key', c.name, c.number, c.label, format('ALTER TABLE %s ADD CONSTRAINT migration_guard_mutant FOREIGN KEY (%s) REFERENCES %s (%s) NOT VALID', c.name, c.sql, k.name, k.sql), 'pg_class'::regclass, c.oid, true, false
                FROM col AS c CROSS JOIN LATERAL (
                    SELECT o.name, o.sql FROM col AS o JOIN pg_index AS i ON i.indrelid = o.oid AND i.indisprimary AND i.indnatts = 1 AND i.indkey[0] = o.number
                    WHERE o.kind = 'r' AND o.type = c.type AND o.oid <> c.oid ORDER BY o.name COLLATE "C" LIMIT 1) AS k
                WHERE c.kind = 'r' AND NOT EXISTS (SELECT FROM pg_constraint AS f WHERE f.conrelid = c.oid AND f.contype = 'f' AND c.number = ANY (f.conkey))
            UNION ALL SELECT 20, 'drop unique', r.name, 0, NULL, CASE WHEN k.oid IS NULL THEN format('DROP INDEX %s CASCADE', i.indexrelid::regclass) ELSE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', r.name, k.conname) END, 'pg_class'::regclass, r.oid, true, false
                FROM rel AS r JOIN pg_index AS i ON i.indrelid = r.oid AND i.indisunique LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = r.oid AND k.contype IN ('p', 'u')
            UNION ALL SELECT 30, 'drop function', f.name, 0, NULL, format('DROP ROUTINE %s CASCADE', f.name), 'pg_proc'::regclass, f.oid, false, false FROM fun AS f
            UNION ALL SELECT 31, 'rename function', f.name, 0, NULL, format('ALTER ROUTINE %s RENAME TO migration_guard_mutant', f.name), 'pg_proc'::regclass, f.oid, false, false FROM fun AS f
            UNION ALL SELECT 32, 'revoke function', f.name, 0, NULL, format('REVOKE ALL ON ROUTINE %s FROM %s', f.name, people.names), 'pg_proc'::regclass, f.oid, false, false FROM fun AS f, people
            UNION ALL SELECT 40, 'rename label', format('%I.%I', s.nspname, t.typname), 0, e.enumlabel::text, format('ALTER TYPE %I.%I RENAME VALUE %L TO ''migration_guard_mutant''', s.nspname, t.typname, e.enumlabel), 'pg_type'::regclass, t.oid, false, false
                FROM pg_type AS t JOIN own AS s ON s.oid = t.typnamespace JOIN pg_enum AS e ON e.enumtypid = t.oid
            UNION ALL SELECT 41, 'rename type', format('%I.%I', s.nspname, t.typname), 0, NULL, format('ALTER TYPE %I.%I RENAME TO migration_guard_mutant', s.nspname, t.typname), 'pg_type'::regclass, t.oid, false, false
                FROM pg_type AS t JOIN own AS s ON s.oid = t.typnamespace WHERE t.typtype IN ('e', 'd')
            UNION ALL SELECT 50, 'revoke sequence', q.name, 0, NULL, format('REVOKE ALL ON SEQUENCE %s FROM %s', q.name, people.names), 'pg_class'::regclass, q.oid, false, false FROM seq AS q, people
            UNION ALL SELECT 60, 'revoke schema', quote_ident(s.nspname), 0, NULL, format('REVOKE ALL ON SCHEMA %I FROM %s', s.nspname, people.names), 'pg_namespace'::regclass, s.oid, false, true FROM own AS s, people
            UNION ALL SELECT 61, 'rename schema', quote_ident(s.nspname), 0, NULL, format('ALTER SCHEMA %I RENAME TO migration_guard_mutant', s.nspname), 'pg_namespace'::regclass, s.oid, false, true FROM own AS s
        )
        SELECT kind, target, part, sql, class, oid, relation, everything FROM mutation ORDER BY NOT relation, target COLLATE "C", position, place, part COLLATE "C", sql COLLATE "C"
        """;

    private const string Objects = """
        WITH own AS MATERIALIZED (
            SELECT n.oid, n.nspname FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'migration\_guard%'
        ), rel AS MATERIALIZED (
            SELECT c.oid, CASE c.relkind WHEN 'm' THEN 'v' ELSE c.relkind END AS kind, n.nspname AS schema, c.relname AS label, format('%I.%I', n.nspname, c.relname) AS name,
                CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END AS word
            FROM pg_class AS c JOIN own AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND c.relpersistence <> 't'
                AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ), col AS MATERIALIZED (
            SELECT r.oid, r.kind, r.name, a.attnum AS number, a.attname::text AS label, quote_ident(a.attname) AS sql, t.typcategory AS category, a.attnotnull AS required, a.atthasdef AS filled,
                a.attidentity <> '' AS identity, a.attgenerated <> '' AS generated, x.type,
                CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 5 THEN format('varchar(%s)', (a.atttypmod - 4) / 2)
                    ELSE CASE t.typname WHEN 'text' THEN 'varchar(10)' WHEN 'varchar' THEN 'varchar(10)' WHEN 'int8' THEN 'integer' WHEN 'int4' THEN 'smallint' WHEN 'numeric' THEN 'numeric(3,0)' WHEN 'timestamptz' THEN 'date' WHEN 'timestamp' THEN 'date' END END AS narrower,
                CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 0 THEN 'text' WHEN t.typname = 'numeric' AND a.atttypmod > 0 THEN 'numeric'
                    ELSE CASE t.typname WHEN 'int2' THEN 'integer' WHEN 'int4' THEN 'bigint' WHEN 'date' THEN 'timestamp' END END AS wider,
                CASE t.typname WHEN 'text' THEN '''mutant''' WHEN 'varchar' THEN '''m''' WHEN 'int2' THEN '42' WHEN 'int4' THEN '42' WHEN 'int8' THEN '42' WHEN 'numeric' THEN '42' WHEN 'bool' THEN 'true' WHEN 'timestamptz' THEN '''2000-01-01''' WHEN 'date' THEN '''2000-01-01''' END AS value
            FROM rel AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type AS t ON t.oid = a.atttypid,
                LATERAL (SELECT format_type(a.atttypid, a.atttypmod) AS type) AS x
        ), fun AS MATERIALIZED (
            SELECT p.oid, p.oid::regprocedure::text AS name FROM pg_proc AS p JOIN own AS n ON n.oid = p.pronamespace
            WHERE p.prokind IN ('f', 'p') AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        ), seq AS MATERIALIZED (
            -- What an identity takes its numbers from needs no right.
            SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name FROM pg_class AS c JOIN own AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
        ), people AS MATERIALIZED (
            SELECT string_agg(p.name, ', ' ORDER BY p.name COLLATE "C") AS names FROM (SELECT DISTINCT quote_ident(s.role) AS name FROM migration_guard.statement AS s UNION SELECT 'PUBLIC') AS p
        ), paths AS MATERIALIZED (
            SELECT DISTINCT CASE e.list[1] WHEN '$user' THEN s.role::text ELSE e.list[1] END AS first, e.list[2:] AS others
            FROM migration_guard.statement AS s CROSS JOIN LATERAL (SELECT ARRAY(SELECT btrim(btrim(x.part), '"') FROM regexp_split_to_table(s.search_path, ',') WITH ORDINALITY AS x (part, n) ORDER BY x.n) AS list) AS e
            WHERE cardinality(e.list) > 1 AND e.list[1] <> 'pg_catalog'
        )
        """;
}
