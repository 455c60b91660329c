-- Functions and types of an earlier installation; tables and what is in them stay.
DO $$
DECLARE
    old record;
BEGIN
    FOR old IN
        SELECT p.oid::pg_catalog.regprocedure::text AS name, CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind
        FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace IN ('migration_guard'::pg_catalog.regnamespace, 'migration_guard_scratch'::pg_catalog.regnamespace)
    LOOP
        EXECUTE pg_catalog.format('DROP %s IF EXISTS %s CASCADE', old.kind, old.name);
    END LOOP;
    FOR old IN
        SELECT t.oid::pg_catalog.regtype::text AS name
        FROM pg_catalog.pg_type AS t LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
        WHERE t.typnamespace = 'migration_guard'::pg_catalog.regnamespace AND (c.relkind = 'c' OR t.typtype IN ('e', 'd'))
    LOOP
        EXECUTE pg_catalog.format('DROP TYPE IF EXISTS %s CASCADE', old.name);
    END LOOP;
END
$$;
