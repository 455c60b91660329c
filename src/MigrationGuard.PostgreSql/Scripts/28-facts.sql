-- What the catalogs say about objects, canonical and relative: equal where every client statement behaves equally.
-- Reading a view, a rule or a policy with a subquery takes ACCESS SHARE locks on the relations that it reads.

-- Objects that are gone or belong to the system are left out. for_role null: all grants in place of the role's own privileges.
-- Literals are deparsed by the session's settings, hence the settings of this function.
-- Volatile, so that each attempt has a snapshot of its own: the server's own functions fail where an object was dropped since the last one.
CREATE FUNCTION migration_guard.facts_of(classes oid[], objects oid[], for_role oid)
RETURNS TABLE (class oid, object oid, kind text, identity text, facts jsonb)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, migration_guard, pg_temp
SET datestyle = 'ISO, YMD' SET intervalstyle = 'postgres' SET timezone = 'UTC' SET bytea_output = 'hex' SET extra_float_digits = 1
SET quote_all_identifiers = off SET standard_conforming_strings = on SET lc_monetary = 'C' SET xmlbinary = 'base64' SET plan_cache_mode = force_generic_plan SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    attempts CONSTANT integer := 10;
    relations oid[];
    routines oid[];
    types oid[];
    other_classes oid[];
    other_objects oid[];
BEGIN
    SELECT coalesce(array_agg(DISTINCT asked.oid) FILTER (WHERE asked.class = 'pg_class'::regclass AND asked.oid >= 16384 AND EXISTS (
            SELECT FROM pg_class AS c
            WHERE c.oid = asked.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND c.relpersistence <> 't')), '{}'),
        coalesce(array_agg(DISTINCT asked.oid) FILTER (WHERE asked.class = 'pg_proc'::regclass AND asked.oid >= 16384), '{}'),
        coalesce(array_agg(DISTINCT asked.oid) FILTER (WHERE asked.class = 'pg_type'::regclass AND asked.oid >= 16384), '{}')
    INTO relations, routines, types
    FROM unnest(classes, objects) AS asked (class, oid);
    SELECT array_agg(asked.class), array_agg(asked.oid) INTO other_classes, other_objects
    FROM (
        SELECT DISTINCT given.class, given.oid FROM unnest(classes, objects) AS given (class, oid)
        WHERE given.class <> ALL (ARRAY['pg_class', 'pg_proc', 'pg_type']::regclass[]::oid[])
            AND (given.oid >= 16384 OR given.class IN ('pg_namespace'::regclass, 'pg_authid'::regclass))
    ) AS asked;

    FOR section IN 1..4 LOOP
        FOR attempt IN 1..attempts LOOP
            BEGIN
                CASE
                    WHEN section = 1 AND relations <> '{}' THEN
                        RETURN QUERY SELECT 'pg_class'::regclass::oid, found.object, 'relation', found.identity, found.facts
                            FROM migration_guard.relation_facts(relations, for_role) AS found;
                    WHEN section = 2 AND routines <> '{}' THEN
                        RETURN QUERY SELECT 'pg_proc'::regclass::oid, found.object, 'routine', found.identity, found.facts
                            FROM migration_guard.routine_facts(routines, for_role) AS found;
                    WHEN section = 3 AND types <> '{}' THEN
                        RETURN QUERY SELECT 'pg_type'::regclass::oid, found.object, 'type', found.identity, found.facts
                            FROM migration_guard.type_facts(types, for_role) AS found;
                    WHEN section = 4 AND other_classes IS NOT NULL THEN
                        RETURN QUERY SELECT * FROM migration_guard.other_facts(other_classes, other_objects, for_role);
                    ELSE NULL;
                END CASE;
                EXIT;
            EXCEPTION WHEN internal_error OR undefined_table OR undefined_object OR undefined_function THEN
                IF attempt = attempts THEN
                    RAISE;
                END IF;
            END;
        END LOOP;
    END LOOP;
END
$$;

-- Extension members are their extension's business; temporary objects are their session's.
CREATE FUNCTION migration_guard.user_objects(OUT classes oid[], OUT objects oid[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp SET jit = off
AS $$
DECLARE
    schemas CONSTANT oid[] := ARRAY(
        SELECT n.oid FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'migration_guard', 'migration_guard_scratch', 'migration_guard_backfill'));
BEGIN
    SELECT array_agg(listed.class), array_agg(listed.oid) INTO classes, objects
    FROM (
        SELECT 'pg_namespace'::regclass::oid AS class, n AS oid FROM unnest(schemas) AS n
        UNION ALL
        SELECT 'pg_class'::regclass, c.oid FROM pg_class AS c WHERE c.relnamespace = ANY (schemas) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT 'pg_proc'::regclass, p.oid FROM pg_proc AS p WHERE p.pronamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid
        FROM pg_type AS t
        WHERE t.typnamespace = ANY (schemas) AND t.typtype IN ('b', 'c', 'd', 'e', 'r') AND NOT (t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc)
            AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class AS c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
        UNION ALL
        SELECT 'pg_operator'::regclass, o.oid FROM pg_operator AS o WHERE o.oprnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_collation'::regclass, k.oid FROM pg_collation AS k WHERE k.collnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_cast'::regclass, k.oid FROM pg_cast AS k WHERE k.oid >= 16384
        UNION ALL
        SELECT 'pg_ts_config'::regclass, k.oid FROM pg_ts_config AS k WHERE k.cfgnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_ts_dict'::regclass, k.oid FROM pg_ts_dict AS k WHERE k.dictnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_opclass'::regclass, k.oid FROM pg_opclass AS k WHERE k.opcnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_foreign_server'::regclass, k.oid FROM pg_foreign_server AS k
        UNION ALL
        SELECT 'pg_extension'::regclass, k.oid FROM pg_extension AS k WHERE k.oid >= 16384
    ) AS listed
    WHERE NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = listed.class AND d.objid = listed.oid AND d.deptype = 'e');
END
$$;

CREATE FUNCTION migration_guard.snapshot() RETURNS TABLE (kind text, identity text, facts jsonb)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT found.kind, found.identity, found.facts
    FROM migration_guard.user_objects() AS listed, migration_guard.facts_of(listed.classes, listed.objects, NULL) AS found
    ORDER BY found.kind COLLATE "C", found.identity COLLATE "C"
$$;

DO $$
DECLARE
    routine regprocedure;
BEGIN
    FOR routine IN SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'migration_guard'::pg_catalog.regnamespace LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', routine);
    END LOOP;
END
$$;
