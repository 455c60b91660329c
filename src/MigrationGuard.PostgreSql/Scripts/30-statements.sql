-- The text without its literals and quoted names: \x01 stands for a literal, \x02 for a name.
CREATE FUNCTION migration_guard.without_quoted(canonical text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN regexp_replace(regexp_replace(canonical, '''(?:[^'']|'''')*''|("(?:[^"]|"")*")', E'\x01\\1', 'g'), E'\x01"(?:[^"]|"")*"', E'\x02', 'g');

-- The second line of defence behind the publisher's lexer: what this accepts, the server reads as one statement at most.
CREATE FUNCTION migration_guard.is_one_statement(canonical text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN canonical !~ E'[\x01\x02]'
   AND migration_guard.without_quoted(canonical) !~ E'[;\\\\''"]|--|/\\*|\\$(?![0-9])|\\m[eE]\x01|[uU]&[\x01\x02]';

ALTER TABLE migration_guard.statement ADD CONSTRAINT one_statement CHECK (migration_guard.is_one_statement(canonical));

-- Words and quoted names, folded to lower case.
CREATE FUNCTION migration_guard.tokens_of(canonical text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN (SELECT coalesce(array_agg(DISTINCT lower(CASE WHEN found[1] LIKE '"%' THEN replace(substr(found[1], 2, length(found[1]) - 2), '""', '"') ELSE found[1] END)), '{}')
        FROM regexp_matches(regexp_replace(canonical, '''(?:[^'']|'''')*''|("(?:[^"]|"")*")', E' \\1', 'g'),
                            E'"(?:[^"]|"")*"|[A-Za-z0-9_\\u0080-\\U0010FFFF][A-Za-z0-9_$\\u0080-\\U0010FFFF]*', 'g') AS found);

CREATE FUNCTION migration_guard.shadow_of(app_role name) RETURNS name
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN ('migration_guard_shadow_' || substr(encode(sha256(convert_to(app_role, 'UTF8')), 'hex'), 1, 16))::name;

CREATE FUNCTION migration_guard.prober_of(app_role name) RETURNS name
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN ('probe_' || substr(encode(sha256(convert_to(app_role, 'UTF8')), 'hex'), 1, 16))::name;

-- Parsing can run code (domain checks, immutable functions). It runs as a role that has the application's rights and no others,
-- in a SECURITY DEFINER function, where SET ROLE is refused.
CREATE FUNCTION migration_guard.ensure_prober(app_role name) RETURNS name
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $ensure$
DECLARE
    shadow name := migration_guard.shadow_of(app_role);
    prober name := migration_guard.prober_of(app_role);
    existing record;
BEGIN
    SELECT r.oid, r.rolsuper INTO existing FROM pg_roles r WHERE r.rolname = app_role;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'undefined_object', MESSAGE = format('role %I does not exist on this server', app_role),
            HINT = 'Publish with the role as which the application connects.';
    END IF;
    IF existing.rolsuper THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_role_specification', MESSAGE = format('role %I is a superuser; nothing can be proved for it', app_role),
            HINT = 'Give the application a role of its own with the rights it needs, and publish with that role.';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = shadow) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', shadow);
        EXECUTE format('COMMENT ON ROLE %I IS %L', shadow, 'MigrationGuard proves statements of ' || app_role || ' as this role');
    END IF;
    IF NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = existing.oid AND m.member = (SELECT r.oid FROM pg_roles r WHERE r.rolname = shadow)) THEN
        EXECUTE format('GRANT %I TO %I', app_role, shadow);
    END IF;
    IF NOT has_schema_privilege(shadow, 'migration_guard_scratch', 'CREATE') THEN
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA migration_guard_scratch TO %I', shadow);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = 'migration_guard'::regnamespace AND p.proname = prober) THEN
        EXECUTE format('CREATE FUNCTION migration_guard.%I(INOUT job migration_guard.probe) LANGUAGE plpgsql SECURITY DEFINER
                        SET search_path = pg_catalog, pg_temp SET check_function_bodies = on SET row_security = on SET statement_timeout = 0
                        SET plan_cache_mode = force_generic_plan SET standard_conforming_strings = on AS %L',
                       prober, (SELECT p.prosrc FROM pg_proc p WHERE p.oid = 'migration_guard.probe_body(migration_guard.probe)'::regprocedure));
        EXECUTE format('REVOKE ALL ON FUNCTION migration_guard.%I(migration_guard.probe) FROM PUBLIC', prober);
        EXECUTE format('ALTER FUNCTION migration_guard.%I(migration_guard.probe) OWNER TO %I', prober, shadow);
    END IF;
    RETURN prober;
END $ensure$;

CREATE TYPE migration_guard.link AS (class oid, object oid, target_class oid, target_object oid, via text);

-- What a prober is asked and what it answers.
CREATE TYPE migration_guard.probe AS (
    statement text,
    -- The same with parameters as NULLs, for statements with more than a function can have; null: the statement itself.
    body text,
    parameter_types text[],
    search_path text,
    settings jsonb,
    plan boolean,
    custom_plan boolean,
    resolve boolean,
    -- answers
    sqlstate text,
    message text,
    inferred_types text[],
    result_types text[],
    explained jsonb,
    resolved text,
    unresolved text,
    classes oid[],
    objects oid[],
    columns integer[]
);

-- Never called itself: its source is the body of every prober. All names are qualified and no operator stands between the two
-- changes of search_path, because the path between them is the application's.
CREATE FUNCTION migration_guard.probe_body(INOUT job migration_guard.probe)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $probe$
DECLARE
    declared text := CASE WHEN cardinality(job.parameter_types) > 0 THEN '(' || array_to_string(job.parameter_types, ', ') || ')' ELSE '' END;
    prepare_it text := 'PREPARE migration_guard_probe ' || declared || ' AS ' || job.statement;
    explain_it text;
    create_it text;
    setting record;
    plan json;
    text_found text;
    classes_found oid[];
    objects_found oid[];
    columns_found integer[];
BEGIN
    PERFORM set_config('standard_conforming_strings', 'on', true), set_config('check_function_bodies', 'on', true),
            set_config('row_security', 'on', true), set_config('plan_cache_mode', CASE WHEN job.custom_plan THEN 'force_custom_plan' ELSE 'force_generic_plan' END, true);
    FOR setting IN SELECT s.key, s.value FROM jsonb_each_text(job.settings) AS s
                   WHERE s.key IN ('DateStyle', 'IntervalStyle', 'TimeZone', 'array_nulls', 'transform_null_equals', 'default_text_search_config', 'xmloption', 'bytea_output', 'extra_float_digits', 'quote_all_identifiers') LOOP
        PERFORM set_config(setting.key, setting.value, true);
    END LOOP;
    IF EXISTS (SELECT FROM pg_prepared_statements s WHERE s.name = 'migration_guard_probe') THEN
        DEALLOCATE migration_guard_probe;
    END IF;
    BEGIN
        PERFORM pg_catalog.set_config('search_path', job.search_path, true);
        EXECUTE prepare_it;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        SELECT s.parameter_types::text[], to_jsonb(s) -> 'result_types' INTO job.inferred_types, plan FROM pg_prepared_statements s WHERE s.name = 'migration_guard_probe';
        job.result_types := CASE WHEN json_typeof(plan) = 'array' THEN ARRAY(SELECT json_array_elements_text(plan)) END;
        IF job.plan THEN
            explain_it := 'EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) EXECUTE migration_guard_probe'
                || CASE WHEN cardinality(job.inferred_types) > 0 THEN '(' || array_to_string(array_fill('NULL'::text, ARRAY[cardinality(job.inferred_types)]), ',') || ')' ELSE '' END;
            PERFORM pg_catalog.set_config('search_path', job.search_path, true);
            EXECUTE explain_it INTO plan;
            PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
            job.explained := plan;
        END IF;
    EXCEPTION WHEN OTHERS THEN
        job.sqlstate := SQLSTATE;
        job.message := SQLERRM;
    END;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    IF EXISTS (SELECT FROM pg_prepared_statements s WHERE s.name = 'migration_guard_probe') THEN
        DEALLOCATE migration_guard_probe;
    END IF;
    IF job.sqlstate IS NOT NULL OR NOT job.resolve THEN
        RETURN;
    END IF;
    BEGIN
        create_it := 'CREATE FUNCTION migration_guard_scratch.resolved('
            || CASE WHEN job.body IS NULL THEN array_to_string(job.inferred_types, ', ') ELSE '' END
            || ') RETURNS void LANGUAGE sql BEGIN ATOMIC ' || coalesce(job.body, job.statement) || E'\n; END';
        PERFORM pg_catalog.set_config('search_path', job.search_path, true);
        EXECUTE create_it;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        SELECT pg_get_function_sqlbody(p.oid) INTO STRICT text_found FROM pg_proc p
        WHERE p.pronamespace = 'migration_guard_scratch'::regnamespace AND p.proname = 'resolved';
        SELECT array_agg(d.refclassid), array_agg(d.refobjid), array_agg(d.refobjsubid) INTO classes_found, objects_found, columns_found
        FROM pg_depend d JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
        WHERE p.pronamespace = 'migration_guard_scratch'::regnamespace AND p.proname = 'resolved' AND d.deptype IN ('n', 'a')
          AND NOT (d.refclassid = 'pg_namespace'::regclass AND d.refobjid = p.pronamespace);
        RAISE EXCEPTION USING ERRCODE = 'MG900';
    EXCEPTION
        WHEN SQLSTATE 'MG900' THEN
            job.resolved := text_found;
            job.classes := coalesce(classes_found, '{}');
            job.objects := coalesce(objects_found, '{}');
            job.columns := coalesce(columns_found, '{}');
        WHEN OTHERS THEN
            job.unresolved := SQLSTATE || ' ' || SQLERRM;
    END;
END $probe$;

-- Literals become \x01; names stay.
CREATE FUNCTION migration_guard.without_literals(sql text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN replace(regexp_replace(sql, '''(?:[^'']|'''')*''|("(?:[^"]|"")*")', E'\x01\\1', 'g'), E'\x01"', '"');

-- Parameters as typed NULLs.
CREATE FUNCTION migration_guard.without_parameters(canonical text, types text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $without$
DECLARE
    part text;
    result text := '';
BEGIN
    FOR part IN SELECT m[1] FROM regexp_matches(canonical, '''(?:[^'']|'''')*''|"(?:[^"]|"")*"|[^''"]+', 'g') AS m LOOP
        IF part ~ '^[^''"]' THEN
            FOR n IN REVERSE cardinality(types) .. 1 LOOP
                part := regexp_replace(part, '\$' || n || '(?![0-9])', 'CAST(NULL AS ' || CASE WHEN types[n] = 'unknown' THEN 'text' ELSE types[n] END || ')', 'g');
            END LOOP;
        END IF;
        result := result || part;
    END LOOP;
    RETURN result;
END $without$;

-- How a statement is proved: its kind and the SQL that is parsed for it.
CREATE FUNCTION migration_guard.classify(canonical text, OUT kind text, OUT probe text)
LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $classify$
DECLARE
    word text := lower(substring(migration_guard.without_quoted(canonical) FROM '^[\s(]*([A-Za-z]+)'));
    name_pattern CONSTANT text := '((?:"(?:[^"]|"")+"|[^\s"(),.]+)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[^\s"(),.]+))?)';
    found text[];
BEGIN
    probe := canonical;
    IF word IN ('select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'table') THEN
        kind := 'statement';
    ELSIF word = 'copy' THEN
        found := regexp_match(canonical, '^\s*copy\s+' || name_pattern || '\s*(?:\(([^()]*)\))?\s*(from\s+stdin|to\s+stdout)\M', 'i');
        IF found IS NULL THEN
            kind := 'utility';
        ELSIF lower(found[3]) LIKE 'from%' THEN
            kind := 'copy_from';
            probe := CASE WHEN found[2] IS NULL THEN format('INSERT INTO %s DEFAULT VALUES', found[1])
                ELSE format('INSERT INTO %s (%s) VALUES (%s)', found[1], found[2], regexp_replace(regexp_replace(found[2], '"(?:[^"]|"")+"', 'x', 'g'), '[^,]+', 'NULL', 'g')) END;
        ELSE
            kind := 'copy_to';
            probe := format('SELECT %s FROM ONLY %s', coalesce(found[2], '*'), found[1]);
        END IF;
    ELSIF word = 'truncate' THEN
        found := regexp_match(canonical, '^\s*truncate\s+(?:table\s+)?(?:only\s+)?' || name_pattern || '\s*(?:restart\s+identity|continue\s+identity|restrict)?\s*$', 'i');
        kind := CASE WHEN found IS NULL THEN 'utility' ELSE 'truncate' END;
        probe := format('SELECT FROM %s', found[1]);
    ELSIF word = 'lock' THEN
        found := regexp_match(canonical, '^\s*lock\s+(?:table\s+)?(?:only\s+)?' || name_pattern || '\s*(?:in\s+[a-z ]+\s+mode)?\s*(?:nowait)?\s*$', 'i');
        kind := CASE WHEN found IS NULL THEN 'utility' ELSE 'lock' END;
        probe := format('SELECT FROM %s', found[1]);
    ELSIF word IN ('begin', 'start', 'commit', 'end', 'rollback', 'abort', 'savepoint', 'release', 'listen', 'unlisten', 'notify', 'discard', 'deallocate', 'close', 'fetch', 'move') THEN
        kind := 'session';
    ELSIF word IN ('set', 'show', 'reset') THEN
        found := regexp_match(canonical, '^\s*(?:set|show|reset)\s+(?:local\s+|session\s+)?(transaction\s|time\s+zone|characteristics|all\M|constraints\s|names\s|[A-Za-z_.]+)', 'i');
        kind := CASE WHEN lower(found[1]) IN ('role', 'authorization', 'search_path', 'session_authorization') THEN 'utility'
            WHEN lower(found[1]) ~ '^(transaction\s|time\s|characteristics|all$|names\s)' OR found[1] LIKE '%.%' OR EXISTS (SELECT FROM pg_settings s WHERE s.name = lower(found[1])) THEN 'session'
            ELSE 'utility' END;
    ELSE
        kind := 'utility';
    END IF;
    IF kind IN ('session', 'utility') THEN
        probe := NULL;
    END IF;
END $classify$;

CREATE FUNCTION migration_guard.writes_of(resolved text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT coalesce(jsonb_object_agg(w.target, w.operations), '{}') FROM (
    SELECT m[2] AS target, jsonb_agg(DISTINCT o) AS operations
    FROM regexp_matches(migration_guard.without_literals(resolved),
        '\m(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO)\s+(?:ONLY\s+)?((?:"(?:[^"]|"")+"|[^\s"(),.;]+)\.(?:"(?:[^"]|"")+"|[^\s"(),.;]+))', 'g') AS m,
        unnest(CASE m[1] WHEN 'INSERT INTO' THEN CASE WHEN resolved ~ 'DO UPDATE' THEN '{insert,update}'::text[] ELSE '{insert}' END
            WHEN 'UPDATE' THEN '{update}' WHEN 'DELETE FROM' THEN '{delete}' ELSE '{insert,update,delete}' END) AS o
    GROUP BY m[2]) AS w);

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
            ELSE (SELECT object WHERE (pg_identify_object(class, object, 0)).identity = identity) END;
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
    named AS (SELECT n.routine, jsonb_agg(DISTINCT (pg_identify_object(n.class, n.object, 0)).identity) AS names
              FROM open, migration_guard.named_in_source(open.routines) n GROUP BY n.routine)
    SELECT f.class, f.object, f.kind, f.identity, CASE WHEN n.routine IS NULL THEN f.facts ELSE f.facts || jsonb_build_object('names', n.names) END
    FROM fact f LEFT JOIN named n ON f.kind = 'routine' AND n.routine = f.object
$facts$;

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
            WHERE e.via NOT IN ('parent', 'references')
            UNION
            SELECT ROW('pg_proc'::regclass, n.routine, n.class, n.object, 'source')::migration_guard.link
            FROM migration_guard.named_in_source(ARRAY(SELECT n.object FROM unnest(new_classes, new_objects) AS n(class, object) WHERE n.class = 'pg_proc'::regclass)) n) AS e;
        links := links || found;
        SELECT coalesce(array_agg(n.target_class), '{}'), coalesce(array_agg(n.target_object), '{}') INTO new_classes, new_objects
        FROM (SELECT DISTINCT l.target_class, l.target_object FROM unnest(found) AS l
              EXCEPT SELECT a.class, a.object FROM unnest(all_classes, all_objects) AS a(class, object)) AS n;
        all_classes := all_classes || new_classes;
        all_objects := all_objects || new_objects;
    END LOOP;
    INSERT INTO migration_guard.object (version, role, kind, identity, class, object, facts)
    SELECT of_version, of_role, f.kind, f.identity, f.class, f.object, f.facts FROM migration_guard.facts_with_sources(all_classes, all_objects, role_oid) f
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
        SELECT r.statement, r.object, w.operation FROM root r JOIN migration_guard.statement s ON s.id = r.statement, jsonb_array_elements_text(s.writes -> r.identity) AS w(operation)
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
            WHEN r.access = 'source' OR e.via = 'source' THEN 'source'
            WHEN e.via IN ('view_base', 'child') THEN r.access
            WHEN e.via = 'cascade' THEN CASE WHEN r.access IN ('update', 'delete', 'cascade') THEN 'cascade' END
            WHEN e.via IN ('column_type', 'type_part', 'routine_part', 'schema', 'policy', 'generated') THEN 'read'
            WHEN r.access IN ('insert', 'update', 'delete', 'cascade', 'truncate') THEN CASE WHEN t.kind = 'relation' AND e.via = 'rule' THEN 'source' ELSE 'read' END
            END AS access) AS next
        WHERE next.access IS NOT NULL
    )
    INSERT INTO migration_guard.statement_object (statement, object, access)
    SELECT r.statement, r.object, array_agg(DISTINCT r.access) FROM reached r GROUP BY r.statement, r.object
    ON CONFLICT (object, statement) DO UPDATE SET access = excluded.access
$dependencies$;

CREATE FUNCTION migration_guard.application_path(search_path text, app_role name) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN concat_ws(', ', nullif(trim(regexp_replace(search_path, '"?\$user"?', replace(quote_ident(app_role), '\', '\\'), 'g')), ''), 'pg_temp');

-- Asks the prober of the role.
CREATE FUNCTION migration_guard.ask(app_role name, job migration_guard.probe) RETURNS migration_guard.probe
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '2 s' AS $ask$
DECLARE
    answer migration_guard.probe;
BEGIN
    EXECUTE format('SELECT * FROM migration_guard.%I($1)', migration_guard.prober_of(app_role)) INTO answer USING job;
    RETURN answer;
END $ask$;

-- Everything EXPLAIN says of arbiters, by relation.
CREATE FUNCTION migration_guard.arbiters_of(explained jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT jsonb_agg(jsonb_build_object('relation', quote_ident(n ->> 'Schema') || '.' || quote_ident(n ->> 'Relation Name'), 'indexes', n -> 'Conflict Arbiter Indexes'))
        FROM jsonb_path_query(explained, 'strict $.**?(@."Conflict Arbiter Indexes".type() == "array")') AS n);

-- SQLSTATEs that say nothing of the statement: the server was busy, out of something, or going away.
CREATE FUNCTION migration_guard.is_busy(sqlstate text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN substr(sqlstate, 1, 2) IN ('40', '53', '57', '58', 'XX', '08') OR sqlstate = '55P03';

CREATE FUNCTION migration_guard.job_of(s migration_guard.statement, plan boolean, custom_plan boolean, resolve boolean) RETURNS migration_guard.probe
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN ROW(s.probe, s.body, CASE WHEN s.kind = 'statement' THEN s.parameter_types ELSE '{}' END, migration_guard.application_path(s.search_path, s.role), s.settings,
           plan, custom_plan, resolve, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::migration_guard.probe;

CREATE FUNCTION migration_guard.identities(classes oid[], objects oid[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT array_agg(i.identity ORDER BY i.identity) FROM (SELECT DISTINCT (pg_identify_object(d.class, d.object, 0)).identity FROM unnest(classes, objects) AS d(class, object)) AS i);

-- Generic plans of partitioned tables open every partition; there the rights come from the facts and only what the planner alone checks is planned.
CREATE FUNCTION migration_guard.needs_plan(s migration_guard.statement, partitioned boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN s.kind = 'statement' AND (NOT partitioned OR migration_guard.without_quoted(s.canonical) ~* '\m(insert|merge|for\s+(no\s+key\s+)?(update|share)|for\s+key\s+share)\M');

CREATE FUNCTION migration_guard.is_partitioned(of_statement bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN EXISTS (SELECT FROM migration_guard.statement_object d JOIN migration_guard.edge e ON e.source = d.object AND e.via = 'child' WHERE d.statement = of_statement);

CREATE FUNCTION migration_guard.take_footprint(of_version integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $footprint$
DECLARE
    s migration_guard.statement;
    answer migration_guard.probe;
    app_role name;
    root_classes oid[];
    root_objects oid[];
    partitioned boolean;
BEGIN
    FOR app_role IN SELECT DISTINCT x.role FROM migration_guard.statement x WHERE x.version = of_version LOOP
        PERFORM migration_guard.ensure_prober(app_role);
        CREATE TABLE migration_guard.root (statement bigint, class oid, object oid, number integer);
        FOR s IN SELECT * FROM migration_guard.statement x WHERE x.version = of_version AND x.role = app_role AND x.probe IS NOT NULL ORDER BY x.id LOOP
            answer := migration_guard.ask(app_role, migration_guard.job_of(s, false, false, false));
            IF answer.sqlstate IS NULL AND s.kind = 'statement' AND cardinality(answer.inferred_types) > 100 THEN
                s.body := migration_guard.without_parameters(s.probe, answer.inferred_types);
            END IF;
            IF answer.sqlstate IS NULL THEN
                answer := migration_guard.ask(app_role, migration_guard.job_of(s, false, false, true));
            END IF;
            IF migration_guard.is_busy(answer.sqlstate) THEN
                RAISE EXCEPTION USING ERRCODE = answer.sqlstate, MESSAGE = answer.message, HINT = 'Nothing was published. Try again.';
            END IF;
            UPDATE migration_guard.statement x SET body = s.body, inferred_types = answer.inferred_types, resolved = answer.resolved,
                roots = migration_guard.identities(answer.classes, answer.objects),
                result = coalesce(x.result, to_jsonb(answer.result_types)),
                writes = CASE s.kind WHEN 'truncate' THEN jsonb_build_object((SELECT (pg_identify_object(d.class, d.object, 0)).identity FROM unnest(answer.classes, answer.objects) AS d(class, object) WHERE d.class = 'pg_class'::regclass LIMIT 1), '["truncate"]'::jsonb)
                         ELSE migration_guard.writes_of(answer.resolved) END,
                unproved = coalesce(answer.sqlstate || ' ' || answer.message, answer.unresolved)
            WHERE x.id = s.id;
            INSERT INTO migration_guard.root SELECT s.id, d.class, d.object, d.number FROM unnest(answer.classes, answer.objects, answer.columns) AS d(class, object, number);
        END LOOP;
        SELECT coalesce(array_agg(r.class), '{}'), coalesce(array_agg(r.object), '{}') INTO root_classes, root_objects FROM (SELECT DISTINCT x.class, x.object FROM migration_guard.root x) AS r;
        PERFORM migration_guard.record_closure(of_version, app_role, root_classes, root_objects);
        INSERT INTO migration_guard.statement_object (statement, object, named)
        SELECT r.statement, o.id, coalesce(array_agg(DISTINCT a.attname::text) FILTER (WHERE a.attname IS NOT NULL), '{}')
        FROM migration_guard.root r JOIN migration_guard.object o ON o.version = of_version AND o.role = app_role AND o.class = r.class AND o.object = r.object
        LEFT JOIN pg_attribute a ON r.class = 'pg_class'::regclass AND a.attrelid = r.object AND a.attnum = r.number AND r.number <> 0
        GROUP BY r.statement, o.id;
        DROP TABLE migration_guard.root;
    END LOOP;
    PERFORM migration_guard.record_dependencies(of_version);
    FOR s IN SELECT * FROM migration_guard.statement x WHERE x.version = of_version AND x.kind = 'statement' AND x.unproved IS NULL ORDER BY x.id LOOP
        partitioned := migration_guard.is_partitioned(s.id);
        CONTINUE WHEN NOT migration_guard.needs_plan(s, partitioned);
        answer := migration_guard.ask(s.role, migration_guard.job_of(s, true, partitioned, false));
        IF migration_guard.is_busy(answer.sqlstate) THEN
            RAISE EXCEPTION USING ERRCODE = answer.sqlstate, MESSAGE = answer.message, HINT = 'Nothing was published. Try again.';
        END IF;
        UPDATE migration_guard.statement x SET arbiters = migration_guard.arbiters_of(answer.explained), unproved = answer.sqlstate || ' ' || answer.message WHERE x.id = s.id;
    END LOOP;
END $footprint$;

-- The footprint of a version, to be carried to another database.
CREATE FUNCTION migration_guard.footprint(of_version integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN jsonb_build_object(
    'server', current_setting('server_version_num')::integer / 10000,
    'schema_hash', (SELECT v.schema_hash FROM migration_guard.version v WHERE v.id = of_version),
    'objects', (SELECT coalesce(jsonb_agg(jsonb_build_object('n', o.id, 'role', o.role, 'kind', o.kind, 'identity', o.identity, 'class', o.class::regclass::text, 'facts', o.facts) ORDER BY o.id), '[]')
                FROM migration_guard.object o WHERE o.version = of_version),
    'edges', (SELECT coalesce(jsonb_agg(jsonb_build_array(e.source, e.target, e.via) ORDER BY e.source, e.target, e.via), '[]')
              FROM migration_guard.edge e JOIN migration_guard.object o ON o.id = e.source WHERE o.version = of_version),
    'statements', (SELECT coalesce(jsonb_object_agg(s.key, jsonb_build_object('body', s.body, 'resolved', s.resolved, 'inferred', s.inferred_types, 'roots', s.roots, 'result', s.result, 'arbiters', s.arbiters, 'writes', s.writes, 'unproved', s.unproved,
                'objects', (SELECT coalesce(jsonb_agg(jsonb_build_array(d.object, d.named, d.access) ORDER BY d.object), '[]') FROM migration_guard.statement_object d WHERE d.statement = s.id))), '{}')
              FROM migration_guard.statement s WHERE s.version = of_version));

CREATE FUNCTION migration_guard.load_footprint(of_version integer, footprint jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $load$
DECLARE
    app_role name;
BEGIN
    IF (footprint ->> 'server')::integer IS DISTINCT FROM current_setting('server_version_num')::integer / 10000 THEN
        RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = format('the footprint was taken on PostgreSQL %s and this server is %s', footprint ->> 'server', current_setting('server_version_num')::integer / 10000),
            HINT = 'Take the footprint on a server of the same major version, or publish without one to take it here.';
    END IF;
    FOR app_role IN SELECT DISTINCT x.role FROM migration_guard.statement x WHERE x.version = of_version LOOP
        PERFORM migration_guard.ensure_prober(app_role);
    END LOOP;
    CREATE TABLE migration_guard.root AS SELECT (o ->> 'n')::bigint AS old_id, nextval(pg_get_serial_sequence('migration_guard.object', 'id')) AS id, o FROM jsonb_array_elements(footprint -> 'objects') AS o;
    INSERT INTO migration_guard.object (id, version, role, kind, identity, class, object, facts) OVERRIDING SYSTEM VALUE
    SELECT r.id, of_version, r.o ->> 'role', r.o ->> 'kind', r.o ->> 'identity', coalesce(l.class, to_regclass(r.o ->> 'class')), l.object, r.o -> 'facts'
    FROM migration_guard.root r, migration_guard.locate(r.o ->> 'kind', r.o ->> 'identity', NULL, NULL) l;
    INSERT INTO migration_guard.edge (source, target, via)
    SELECT s.id, t.id, e ->> 2 FROM jsonb_array_elements(footprint -> 'edges') AS e JOIN migration_guard.root s ON s.old_id = (e ->> 0)::bigint JOIN migration_guard.root t ON t.old_id = (e ->> 1)::bigint;
    UPDATE migration_guard.statement s SET body = f.value ->> 'body', resolved = f.value ->> 'resolved', result = coalesce(s.result, f.value -> 'result'), arbiters = nullif(f.value -> 'arbiters', 'null'), writes = nullif(f.value -> 'writes', 'null'),
        inferred_types = CASE WHEN jsonb_typeof(f.value -> 'inferred') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(f.value -> 'inferred')) END, unproved = f.value ->> 'unproved',
        roots = CASE WHEN jsonb_typeof(f.value -> 'roots') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(f.value -> 'roots')) END
    FROM jsonb_each(footprint -> 'statements') AS f WHERE s.version = of_version AND s.key = f.key;
    UPDATE migration_guard.statement s SET unproved = 'the footprint does not have this statement' WHERE s.version = of_version AND s.probe IS NOT NULL AND NOT footprint -> 'statements' ? s.key;
    INSERT INTO migration_guard.statement_object (statement, object, named, access)
    SELECT s.id, r.id, ARRAY(SELECT jsonb_array_elements_text(d -> 1)), ARRAY(SELECT jsonb_array_elements_text(d -> 2))
    FROM migration_guard.statement s, jsonb_array_elements(footprint -> 'statements' -> s.key -> 'objects') AS d JOIN migration_guard.root r ON r.old_id = (d ->> 0)::bigint
    WHERE s.version = of_version;
    DROP TABLE migration_guard.root;
END $load$;

CREATE FUNCTION migration_guard.schema_hash() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT encode(sha256(convert_to(coalesce(string_agg(concat_ws(E'\x1f', s.kind, s.identity, s.facts::text), E'\n' ORDER BY s.kind, s.identity), ''), 'UTF8')), 'hex') FROM migration_guard.snapshot() AS s);

-- Stores a manifest with the footprint it brings, or with one taken here. All or nothing.
CREATE FUNCTION migration_guard.publish(manifest jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10 s' AS $publish$
DECLARE
    new_version integer;
    earlier record;
    refused jsonb;
BEGIN
    UPDATE migration_guard.epoch SET value = value + 1;
    SELECT v.id, v.state, v.label INTO earlier FROM migration_guard.version v
    WHERE v.service = manifest ->> 'service' AND (v.digest = manifest ->> 'digest' OR v.label = manifest ->> 'label') ORDER BY v.state = 'published' LIMIT 1;
    IF earlier.state IN ('live', 'retired') THEN
        RAISE EXCEPTION USING ERRCODE = 'unique_violation', MESSAGE = format('version %s of %s is published already and %s', earlier.label, manifest ->> 'service', earlier.state),
            HINT = 'A published version does not change. Publish under the new digest and label of the new build.';
    END IF;
    DELETE FROM migration_guard.version v WHERE v.service = manifest ->> 'service' AND v.state = 'published' AND (v.digest = manifest ->> 'digest' OR v.label = manifest ->> 'label');
    SELECT s INTO refused FROM jsonb_array_elements(manifest -> 'statements') AS s WHERE migration_guard.is_one_statement(s ->> 'canonical') IS NOT TRUE LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'syntax_error', MESSAGE = format('statement %s is not one statement in canonical form: %s', refused ->> 'id', left(refused ->> 'text', 200)),
            HINT = 'Write one statement per entry; the tool removes comments and dollar quotes.';
    END IF;
    INSERT INTO migration_guard.version (service, label, digest) VALUES (manifest ->> 'service', manifest ->> 'label', manifest ->> 'digest') RETURNING id INTO new_version;
    INSERT INTO migration_guard.statement (version, key, text, canonical, parameter_types, role, search_path, settings, origin, calls, tokens, kind, probe, result)
    SELECT new_version, s ->> 'id', s ->> 'text', s ->> 'canonical',
        ARRAY(SELECT coalesce(p ->> 'type', 'unknown') FROM jsonb_array_elements(s -> 'parameters') WITH ORDINALITY AS p(p, n) ORDER BY n),
        coalesce(s ->> 'role', manifest ->> 'role'), coalesce(s ->> 'search_path', manifest ->> 'search_path', 'public'), coalesce(manifest -> 'settings', '{}') || coalesce(s -> 'settings', '{}'),
        coalesce(s -> 'from', '[]'), (s ->> 'calls')::bigint, migration_guard.tokens_of(s ->> 'canonical'), c.kind, c.probe, s -> 'result'
    FROM jsonb_array_elements(manifest -> 'statements') AS s, migration_guard.classify(s ->> 'canonical') AS c;
    IF jsonb_typeof(manifest -> 'footprint') = 'object' THEN
        PERFORM migration_guard.load_footprint(new_version, manifest -> 'footprint');
    ELSE
        PERFORM migration_guard.take_footprint(new_version);
    END IF;
    UPDATE migration_guard.version v SET schema_hash = coalesce(manifest -> 'footprint' ->> 'schema_hash', migration_guard.schema_hash())
    WHERE v.id = new_version AND EXISTS (SELECT FROM migration_guard.object o WHERE o.version = new_version AND o.kind = 'routine' AND (o.facts ->> 'dynamic')::boolean);
    UPDATE migration_guard.statement s SET unproved = 'utility statements other than COPY, TRUNCATE and LOCK of one table cannot be proved' WHERE s.version = new_version AND s.kind = 'utility';
    RETURN new_version;
END $publish$;

CREATE FUNCTION migration_guard.set_version_state(of_service text, of_label text, new_state text, until timestamptz, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10 s' AS $state$
DECLARE
    found integer;
BEGIN
    UPDATE migration_guard.epoch SET value = value + 1;
    UPDATE migration_guard.version v SET state = new_state, window_until = until, changed_at = clock_timestamp(), changed_by = session_user, reason = why
    WHERE v.service = of_service AND v.label = of_label RETURNING v.id INTO found;
    IF found IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = format('version %s of %s is not published here', of_label, of_service), HINT = 'migrationguard versions list shows what is.';
    END IF;
    RETURN found;
END $state$;

-- Who uses a relation or one of its columns.
CREATE FUNCTION migration_guard.uses(relation text, column_name text) RETURNS TABLE (version integer, statement bigint, how text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $uses$
    SELECT o.version, d.statement,
        CASE WHEN 'source' = ALL (d.access) THEN 'named in the source of a routine it reaches'
             WHEN column_name IS NOT NULL AND column_name = ANY (d.named) THEN 'names the column'
             WHEN s.writes ? o.identity THEN array_to_string(array_remove(d.access, 'read'), ', ')
             WHEN EXISTS (SELECT FROM migration_guard.edge e WHERE e.target = o.id AND e.via = 'view_base') THEN 'through a view'
             ELSE 'reads' END
    FROM migration_guard.object o JOIN migration_guard.statement_object d ON d.object = o.id JOIN migration_guard.statement s ON s.id = d.statement
    WHERE o.kind = 'relation' AND (o.identity = relation OR o.identity = (SELECT (l.i).identity FROM (SELECT pg_identify_object('pg_class'::regclass, to_regclass(relation), 0) AS i) AS l))
      AND (column_name IS NULL OR column_name = ANY (d.named) OR (o.facts -> 'columns' ? column_name AND (cardinality(d.named) = 0 OR 'source' = ANY (d.access)
           OR column_name = ANY (s.tokens))))
    ORDER BY o.version, d.statement
$uses$;
