CREATE TYPE migration_guard.link AS (class oid, object oid, target_class oid, target_object oid, via text);

-- Where an object is in this database now; both null when it is not here.
CREATE FUNCTION migration_guard.locate(kind text, identity text, INOUT class oid, INOUT object oid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $locate$
BEGIN
    BEGIN
        object := CASE kind
            WHEN 'relation' THEN to_regclass(identity)::oid
            WHEN 'routine' THEN to_regprocedure(identity)::oid
            WHEN 'type' THEN to_regtype(identity)::oid
            WHEN 'schema' THEN to_regnamespace(identity)::oid
            WHEN 'operator' THEN to_regoperator(identity)::oid
            WHEN 'role' THEN to_regrole(identity)::oid
            WHEN 'source' THEN to_regprocedure(identity)::oid
            WHEN 'collation' THEN to_regcollation(identity)::oid
            ELSE CASE
                WHEN identity LIKE 'text search configuration %' THEN substr(identity, 27)::regconfig::oid
                WHEN identity LIKE 'table constraint %' THEN (SELECT c.oid FROM pg_constraint c WHERE c.conrelid = to_regclass(substring(identity FROM '.* on (.*)$')) AND 'table constraint ' || (pg_identify_object('pg_constraint'::regclass, c.oid, 0)).identity = identity)
                ELSE (SELECT object FROM pg_identify_object(class, object, 0) AS i WHERE i.identity = locate.identity OR i.type || ' ' || i.identity = locate.identity) END END;
    EXCEPTION WHEN OTHERS THEN
        object := NULL;
    END;
    class := CASE kind WHEN 'relation' THEN 'pg_class'::regclass WHEN 'routine' THEN 'pg_proc'::regclass WHEN 'source' THEN 'pg_proc'::regclass WHEN 'type' THEN 'pg_type'::regclass
        WHEN 'schema' THEN 'pg_namespace'::regclass WHEN 'operator' THEN 'pg_operator'::regclass WHEN 'role' THEN 'pg_authid'::regclass ELSE class END;
END $locate$;

-- What the source of a routine names: PL/pgSQL and string-bodied SQL leave no dependencies, so every object of such a name counts.
CREATE FUNCTION migration_guard.named_in_source(routines oid[]) RETURNS TABLE (routine oid, class oid, object oid)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $named$
    WITH word AS MATERIALIZED (
        SELECT DISTINCT p.oid, lower(coalesce(replace(m[1], '""', '"'), m[2]))::name AS name
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang,
             regexp_matches(p.prosrc, '"((?:[^"]|"")+)"|([[:alpha:]_][[:alnum:]_$]*)', 'g') AS m
        WHERE p.oid = ANY (routines) AND l.lanname NOT IN ('internal', 'c') AND p.prosqlbody IS NULL
    )
    SELECT w.oid, 'pg_class'::regclass::oid, c.oid FROM word w JOIN pg_class c ON lower(c.relname) = w.name
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND c.relpersistence <> 't'
      AND c.relnamespace::regnamespace::text NOT LIKE 'migration\_guard%'
    UNION
    SELECT w.oid, 'pg_proc'::regclass, p.oid FROM word w JOIN pg_proc p ON lower(p.proname) = w.name
    WHERE p.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND p.pronamespace::regnamespace::text NOT LIKE 'migration\_guard%' AND p.oid <> w.oid
    UNION
    SELECT w.oid, 'pg_type'::regclass, t.oid FROM word w JOIN pg_type t ON lower(t.typname) = w.name
    WHERE t.typnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND t.typtype IN ('d', 'e', 'c', 'r') AND t.typrelid NOT IN (SELECT c.oid FROM pg_class c WHERE c.relkind <> 'c')
      AND t.typnamespace::regnamespace::text NOT LIKE 'migration\_guard%'
$named$;

-- Facts, and for a routine with an open body also which objects its source names now.
CREATE FUNCTION migration_guard.facts_with_sources(classes oid[], objects oid[], for_role oid) RETURNS TABLE (class oid, object oid, kind text, identity text, facts jsonb)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $facts$
    WITH fact AS MATERIALIZED (SELECT * FROM migration_guard.facts_of(classes, objects, for_role)),
    open AS MATERIALIZED (SELECT array_agg(f.object) AS routines FROM fact f WHERE f.kind = 'routine' AND (f.facts ->> 'open')::boolean),
    named AS (SELECT n.routine, jsonb_agg(DISTINCT (pg_identify_object(n.class, n.object, 0)).identity) AS names,
                  -- What a SECURITY DEFINER routine does, its owner must be allowed to do.
                  jsonb_object_agg((pg_identify_object(n.class, n.object, 0)).identity, ARRAY(SELECT r FROM unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS r WHERE has_table_privilege(p.proowner, n.object, r)))
                      FILTER (WHERE p.prosecdef AND n.class = 'pg_class'::regclass AND (SELECT c.relkind <> 'S' FROM pg_class c WHERE c.oid = n.object)) AS rights
              FROM open, migration_guard.named_in_source(open.routines) n JOIN pg_proc p ON p.oid = n.routine GROUP BY n.routine)
    SELECT f.class, f.object, f.kind, f.identity, CASE WHEN n.routine IS NULL THEN f.facts ELSE f.facts || jsonb_build_object('names', n.names, 'owner_rights', n.rights) END
    FROM fact f LEFT JOIN named n ON f.kind = 'routine' AND n.routine = f.object
$facts$;

-- The numbers of a table's columns, and under "" what tells a restored ledger: its own number. Null for what has no rows of its own.
CREATE FUNCTION migration_guard.column_numbers(class oid, object oid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT jsonb_object_agg(a.attname, a.attnum) || jsonb_build_object('', 'migration_guard.object'::regclass::oid)
        FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
        WHERE class = 'pg_class'::regclass AND r.oid = object AND r.relkind IN ('r', 'p', 'S') AND a.attnum > 0 AND NOT a.attisdropped);

-- The closure of what statements name: everything on which their behaviour depends, with one row of facts per object and role.
CREATE FUNCTION migration_guard.record_closure(of_version integer, of_role name, classes oid[], objects oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $record$
DECLARE
    role_oid oid := of_role::text::regrole;
    all_classes oid[] := classes || 'pg_authid'::regclass::oid;
    all_objects oid[] := objects || role_oid;
    new_classes oid[] := all_classes;
    new_objects oid[] := all_objects;
    links migration_guard.link[] := '{}';
    found migration_guard.link[];
BEGIN
    WHILE cardinality(new_objects) > 0 LOOP
        SELECT coalesce(array_agg(e), '{}') INTO found FROM (
            SELECT ROW(e.class, e.object, e.target_class, e.target_object, e.via)::migration_guard.link AS e FROM migration_guard.edges_of(new_classes, new_objects) e
            WHERE e.via <> 'parent'
            UNION
            SELECT ROW('pg_proc'::regclass, n.routine, n.class, n.object, 'source')::migration_guard.link
            FROM migration_guard.named_in_source(ARRAY(SELECT n.object FROM unnest(new_classes, new_objects) AS n(class, object) WHERE n.class = 'pg_proc'::regclass)) n) AS e;
        links := links || found;
        SELECT coalesce(array_agg(n.target_class), '{}'), coalesce(array_agg(n.target_object), '{}') INTO new_classes, new_objects
        FROM (SELECT DISTINCT l.target_class, l.target_object FROM unnest(found) AS l WHERE l.via <> 'references'
              EXCEPT SELECT a.class, a.object FROM unnest(all_classes, all_objects) AS a(class, object)) AS n;
        all_classes := all_classes || new_classes;
        all_objects := all_objects || new_objects;
    END LOOP;
    INSERT INTO migration_guard.object (version, role, kind, identity, class, object, facts, numbers)
    SELECT of_version, of_role, f.kind, f.identity, f.class, f.object, f.facts, migration_guard.column_numbers(f.class, f.object) FROM migration_guard.facts_with_sources(all_classes, all_objects, role_oid) f
    ON CONFLICT DO NOTHING;
    INSERT INTO migration_guard.edge (source, target, via)
    SELECT DISTINCT s.id, t.id, l.via FROM unnest(links) AS l
    JOIN migration_guard.object s ON s.version = of_version AND s.role = of_role AND s.class = l.class AND s.object = l.object
    JOIN migration_guard.object t ON t.version = of_version AND t.role = of_role AND t.class = l.target_class AND t.object = l.target_object;
END $record$;

-- What every statement of a version depends on: its roots, and along the edges that matter for what it does with them.
CREATE FUNCTION migration_guard.record_dependencies(of_version integer) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $dependencies$
    WITH RECURSIVE root AS (
        SELECT s.statement, s.object, s.named, o.identity, o.kind FROM migration_guard.statement_object s JOIN migration_guard.object o ON o.id = s.object
        WHERE o.version = of_version
    ), start AS (
        SELECT r.statement, r.object, 'read' AS access FROM root r
        UNION ALL
        SELECT r.statement, r.object, a.operation FROM root r JOIN migration_guard.statement s ON s.id = r.statement JOIN migration_guard.object o ON o.id = r.object, jsonb_array_elements_text(s.writes -> r.identity) AS w(operation),
            -- A row that moves to another partition is deleted and inserted.
            unnest(CASE WHEN w.operation = 'update' AND o.facts ->> 'kind' = 'p' THEN '{update,insert,delete}' ELSE ARRAY[w.operation] END) AS a(operation)
        WHERE r.kind = 'relation'
        UNION ALL
        SELECT s.id, o.id, 'read' FROM migration_guard.statement s JOIN migration_guard.object o ON o.version = s.version AND o.role = s.role AND o.kind = 'role' AND o.identity = quote_ident(s.role)
        WHERE s.version = of_version AND s.kind NOT IN ('session', 'utility')
    ), reached (statement, object, access) AS (
        SELECT statement, object, access FROM start
        UNION
        SELECT r.statement, e.target, next.access
        FROM reached r JOIN migration_guard.edge e ON e.source = r.object JOIN migration_guard.object t ON t.id = e.target,
        LATERAL (SELECT CASE
            WHEN r.access = 'referenced' THEN NULL
            WHEN e.via = 'references' THEN CASE WHEN r.access IN ('insert', 'update') THEN 'referenced' END
            -- What a routine does with the relations that it names is its own affair: it may write them.
            WHEN r.access = 'source' OR e.via = 'source' OR t.kind = 'relation' AND e.via IN ('routine_part', 'part', 'view_part') THEN 'source'
            WHEN e.via IN ('view_base', 'child') THEN r.access
            WHEN e.via = 'cascade' THEN CASE WHEN r.access IN ('update', 'delete', 'cascade') THEN 'cascade' END
            WHEN e.via IN ('column_type', 'type_part', 'routine_part', 'schema', 'policy', 'generated', 'view_part', 'part', 'server', 'partition_key') THEN 'read'
            WHEN r.access IN ('insert', 'update', 'delete', 'cascade', 'truncate') THEN CASE WHEN t.kind = 'relation' AND e.via = 'rule' THEN 'source' ELSE 'read' END
            END AS access) AS next
        WHERE next.access IS NOT NULL
    )
    INSERT INTO migration_guard.statement_object (statement, object, access)
    SELECT r.statement, r.object, array_agg(DISTINCT r.access) FROM reached r GROUP BY r.statement, r.object
    ON CONFLICT (object, statement) DO UPDATE SET access = excluded.access
$dependencies$;
