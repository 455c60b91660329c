-- Functions and types of an earlier installation; tables and what is in them stay. All names are read before the first is dropped,
-- because CASCADE takes others along.
DO $$
DECLARE
    command text;
    commands CONSTANT text[] := ARRAY(
        SELECT pg_catalog.format('DROP %s IF EXISTS %s CASCADE', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::pg_catalog.regprocedure)
        FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace IN ('migration_guard'::pg_catalog.regnamespace, 'migration_guard_scratch'::pg_catalog.regnamespace)
        UNION ALL
        SELECT pg_catalog.format('DROP TYPE IF EXISTS %s CASCADE', t.oid::pg_catalog.regtype)
        FROM pg_catalog.pg_type AS t LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
        WHERE t.typnamespace IN ('migration_guard'::pg_catalog.regnamespace, 'migration_guard_scratch'::pg_catalog.regnamespace) AND (c.relkind = 'c' OR t.typtype IN ('e', 'd')));
BEGIN
    FOREACH command IN ARRAY commands LOOP
        EXECUTE command;
    END LOOP;
END
$$;
