CREATE FUNCTION migration_guard.shadow_of(app_role name) RETURNS name
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN ('migration_guard_shadow_' || substr(encode(sha256(convert_to(app_role, 'UTF8')), 'hex'), 1, 16))::name;

CREATE FUNCTION migration_guard.prober_of(app_role name) RETURNS name
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN ('probe_' || substr(encode(sha256(convert_to(app_role, 'UTF8')), 'hex'), 1, 16))::name;

-- Parsing can run code (domain checks, immutable functions). It runs as a role that has the application's rights and no others,
-- in a SECURITY DEFINER function, where SET ROLE is refused.
CREATE FUNCTION migration_guard.ensure_prober(app_role name) RETURNS name
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $ensure$
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
    IF NOT migration_guard.is_intact(prober, shadow) THEN
        EXECUTE format('DROP FUNCTION IF EXISTS migration_guard.%I(migration_guard_scratch.probe[], timestamptz)', prober);
        EXECUTE format('CREATE FUNCTION migration_guard.%I(jobs migration_guard_scratch.probe[], deadline timestamptz) RETURNS SETOF migration_guard_scratch.probe LANGUAGE plpgsql SECURITY DEFINER
                        SET search_path = pg_catalog, pg_temp SET check_function_bodies = on SET row_security = on SET statement_timeout = 0
                        SET plan_cache_mode = force_generic_plan SET standard_conforming_strings = on AS %L',
                       prober, (SELECT p.prosrc FROM pg_proc p WHERE p.oid = 'migration_guard.probe_body(migration_guard_scratch.probe[],timestamptz)'::regprocedure));
        EXECUTE format('REVOKE ALL ON FUNCTION migration_guard.%I(migration_guard_scratch.probe[], timestamptz) FROM PUBLIC', prober);
        EXECUTE format('ALTER FUNCTION migration_guard.%I(migration_guard_scratch.probe[], timestamptz) OWNER TO %I', prober, shadow);
    END IF;
    RETURN prober;
END $ensure$;

-- What a prober is asked and what it answers.
CREATE TYPE migration_guard_scratch.probe AS (
    id bigint,
    statement text,
    -- The same with parameters as NULLs, for statements with more than a function can have; null: the statement itself.
    body text,
    parameter_types text[],
    search_path text,
    settings jsonb,
    plan boolean,
    custom_plan boolean,
    arbiters boolean,
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
-- changes of search_path, because the path between them is the application's. Jobs after the deadline are not done.
CREATE FUNCTION migration_guard.probe_body(jobs migration_guard_scratch.probe[], deadline timestamptz) RETURNS SETOF migration_guard_scratch.probe
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $probe$
DECLARE
    job migration_guard_scratch.probe;
    setting record;
    sql text;
    plan json;
    text_found text;
    classes_found oid[];
    objects_found oid[];
    columns_found integer[];
BEGIN
    FOREACH job IN ARRAY jobs LOOP
        IF clock_timestamp() > deadline THEN
            job.sqlstate := '57014';
            job.message := 'the time budget was over before this statement was reached';
            RETURN NEXT job;
            CONTINUE;
        END IF;
        -- What an earlier statement's code may have changed.
        PERFORM set_config('standard_conforming_strings', 'on', true), set_config('check_function_bodies', 'on', true), set_config('row_security', 'on', true),
                set_config('plan_cache_mode', CASE WHEN job.custom_plan THEN 'force_custom_plan' ELSE 'force_generic_plan' END, true);
        IF job.settings <> '{}' THEN
            FOR setting IN SELECT s.key, s.value FROM jsonb_each_text(job.settings) AS s
                           WHERE s.key IN ('DateStyle', 'IntervalStyle', 'TimeZone', 'array_nulls', 'transform_null_equals', 'default_text_search_config', 'xmloption', 'bytea_output', 'extra_float_digits') LOOP
                PERFORM set_config(setting.key, setting.value, true);
            END LOOP;
        END IF;
        BEGIN
            sql := 'PREPARE migration_guard_probe ' || CASE WHEN cardinality(job.parameter_types) > 0 THEN '(' || array_to_string(job.parameter_types, ', ') || ')' ELSE '' END || ' AS ' || job.statement;
            PERFORM pg_catalog.set_config('search_path', job.search_path, true);
            EXECUTE sql;
            PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
            SELECT s.parameter_types::text[], to_jsonb(s) -> 'result_types' INTO job.inferred_types, plan FROM pg_prepared_statements s WHERE s.name = 'migration_guard_probe';
            job.result_types := CASE WHEN json_typeof(plan) = 'array' THEN ARRAY(SELECT json_array_elements_text(plan)) END;
            IF job.plan THEN
                sql := 'EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) EXECUTE migration_guard_probe'
                    || CASE WHEN cardinality(job.inferred_types) > 0 THEN '(' || array_to_string(array_fill('NULL'::text, ARRAY[cardinality(job.inferred_types)]), ',') || ')' ELSE '' END;
                PERFORM pg_catalog.set_config('search_path', job.search_path, true);
                EXECUTE sql INTO plan;
                PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
                IF job.arbiters THEN
                    job.explained := plan;
                END IF;
            END IF;
            DEALLOCATE migration_guard_probe;
        EXCEPTION WHEN OTHERS THEN
            job.sqlstate := SQLSTATE;
            job.message := SQLERRM;
            PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
            IF EXISTS (SELECT FROM pg_prepared_statements s WHERE s.name = 'migration_guard_probe') THEN
                DEALLOCATE migration_guard_probe;
            END IF;
        END;
        IF job.sqlstate IS NULL AND job.resolve THEN
            BEGIN
                sql := 'CREATE FUNCTION migration_guard_scratch.resolved(' || CASE WHEN job.body IS NULL THEN array_to_string(job.inferred_types, ', ') ELSE '' END
                    || ') RETURNS void LANGUAGE sql BEGIN ATOMIC ' || coalesce(job.body, job.statement) || E'\n; END';
                PERFORM pg_catalog.set_config('search_path', job.search_path, true);
                EXECUTE sql;
                PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
                SELECT pg_get_function_sqlbody(p.oid) INTO STRICT text_found FROM pg_proc p
                WHERE p.pronamespace = 'migration_guard_scratch'::regnamespace AND p.proname = 'resolved';
                SELECT array_agg(d.refclassid), array_agg(d.refobjid), array_agg(d.refobjsubid) INTO classes_found, objects_found, columns_found
                FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('n', 'a')
                WHERE p.pronamespace = 'migration_guard_scratch'::regnamespace AND p.proname = 'resolved'
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
                    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
            END;
        END IF;
        RETURN NEXT job;
    END LOOP;
END $probe$;

-- Code that parsing runs has the rights of the shadow role, which owns its prober and could change its settings.
CREATE FUNCTION migration_guard.is_intact(prober name, shadow name) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN EXISTS (SELECT FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner JOIN pg_proc b ON b.oid = 'migration_guard.probe_body(migration_guard_scratch.probe[],timestamptz)'::regprocedure
    WHERE p.pronamespace = 'migration_guard'::regnamespace AND p.proname = prober AND r.rolname = shadow AND p.prosecdef AND p.prosrc = b.prosrc AND p.proargtypes = b.proargtypes AND p.prokind = 'f' AND p.prolang = b.prolang
      AND p.proconfig @> '{"search_path=pg_catalog, pg_temp",check_function_bodies=on,row_security=on,statement_timeout=0,plan_cache_mode=force_generic_plan,standard_conforming_strings=on}' AND cardinality(p.proconfig) = 6)
   AND (SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'migration_guard'::regnamespace AND p.proname = prober) = 1;

CREATE FUNCTION migration_guard.application_path(search_path text, app_role name) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN concat_ws(', ', nullif(trim(regexp_replace(search_path, '"?\$user"?', replace(quote_ident(app_role), '\', '\\'), 'g')), ''), 'pg_temp');

-- Asks the prober of the role; answers come in the order of the jobs.
CREATE FUNCTION migration_guard.ask(app_role name, jobs migration_guard_scratch.probe[], deadline timestamptz) RETURNS SETOF migration_guard_scratch.probe
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '2 s' AS $ask$
BEGIN
    IF cardinality(jobs) > 0 THEN
        IF NOT migration_guard.is_intact(migration_guard.prober_of(app_role), migration_guard.shadow_of(app_role)) THEN
            RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('the function that proves statements of role %I was changed or is gone', app_role),
                HINT = 'migrationguard guard install makes it anew; look for who changed it: code that ran while a statement was parsed can.';
        END IF;
        RETURN QUERY EXECUTE format('SELECT * FROM migration_guard.%I($1, $2)', migration_guard.prober_of(app_role)) USING jobs, deadline;
    END IF;
END $ask$;
