-- Everything EXPLAIN says of arbiters, by relation.
CREATE FUNCTION migration_guard.arbiters_of(explained jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT jsonb_agg(jsonb_build_object('relation', quote_ident(n ->> 'Schema') || '.' || quote_ident(n ->> 'Relation Name'), 'indexes', n -> 'Conflict Arbiter Indexes'))
        FROM jsonb_path_query(explained, 'strict $.**?(@."Conflict Arbiter Indexes".type() == "array")') AS n);

-- SQLSTATEs that say nothing of the statement: the server was busy, out of something, or going away.
CREATE FUNCTION migration_guard.is_busy(sqlstate text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN substr(sqlstate, 1, 2) IN ('40', '53', '57', '58', 'XX', '08') OR sqlstate = '55P03';

CREATE FUNCTION migration_guard.job_of(s migration_guard.statement, plan boolean, custom_plan boolean, arbiters boolean, resolve boolean) RETURNS migration_guard_scratch.probe
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN ROW(s.id, s.probe, s.body, CASE WHEN s.kind = 'statement' THEN s.parameter_types ELSE '{}' END, migration_guard.application_path(s.search_path, s.role), s.settings,
           plan, custom_plan, arbiters, resolve, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::migration_guard_scratch.probe;

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

-- One question to every statement of a role that has an answer to give; a busy server ends the publication.
CREATE FUNCTION migration_guard.ask_all(of_version integer, app_role name, plan boolean, resolve boolean) RETURNS SETOF migration_guard_scratch.probe
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $all$
DECLARE
    jobs migration_guard_scratch.probe[];
    answer migration_guard_scratch.probe;
BEGIN
    SELECT array_agg(migration_guard.job_of(s, plan, p.partitioned, plan, resolve) ORDER BY s.id) INTO jobs
    FROM migration_guard.statement s, LATERAL (SELECT migration_guard.is_partitioned(s.id) AS partitioned) AS p
    WHERE s.version = of_version AND s.role = app_role AND s.probe IS NOT NULL AND s.unproved IS NULL AND (NOT plan OR migration_guard.needs_plan(s, p.partitioned));
    FOR answer IN SELECT * FROM migration_guard.ask(app_role, jobs, 'infinity') LOOP
        IF migration_guard.is_busy(answer.sqlstate) THEN
            RAISE EXCEPTION USING ERRCODE = answer.sqlstate, MESSAGE = answer.message, HINT = 'Nothing was published. Try again.';
        END IF;
        RETURN NEXT answer;
    END LOOP;
END $all$;

CREATE FUNCTION migration_guard.take_footprint(of_version integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $footprint$
DECLARE
    app_role name;
BEGIN
    FOR app_role IN SELECT DISTINCT x.role FROM migration_guard.statement x WHERE x.version = of_version LOOP
        PERFORM migration_guard.ensure_prober(app_role);
        UPDATE migration_guard.statement x SET inferred_types = q.inferred_types, result = coalesce(x.result, to_jsonb(q.result_types)),
            body = CASE WHEN x.kind = 'statement' AND cardinality(q.inferred_types) > 100 THEN migration_guard.without_parameters(x.probe, q.inferred_types) END,
            unproved = q.sqlstate || ' ' || q.message
        FROM migration_guard.ask_all(of_version, app_role, false, false) AS q WHERE q.id = x.id;
        CREATE TABLE migration_guard.root AS
        SELECT q.* FROM migration_guard.ask_all(of_version, app_role, false, true) AS q;
        UPDATE migration_guard.statement x SET resolved = r.resolved, roots = migration_guard.identities(r.classes, r.objects),
            unproved = coalesce(r.sqlstate || ' ' || r.message, r.unresolved),
            writes = CASE x.kind WHEN 'truncate' THEN (SELECT jsonb_object_agg((pg_identify_object(d.class, d.object, 0)).identity, '["truncate"]'::jsonb) FROM (SELECT DISTINCT u.class, u.object FROM unnest(r.classes, r.objects) AS u(class, object) WHERE u.class = 'pg_class'::regclass) AS d)
                     ELSE migration_guard.writes_of(r.resolved) END
        FROM migration_guard.root r WHERE r.id = x.id;
        PERFORM migration_guard.record_closure(of_version, app_role, coalesce(array_agg(r.class), '{}'), coalesce(array_agg(r.object), '{}'))
        FROM (SELECT DISTINCT d.class, d.object FROM migration_guard.root x, unnest(x.classes, x.objects) AS d(class, object)) AS r;
        INSERT INTO migration_guard.statement_object (statement, object, named)
        SELECT r.id, o.id, coalesce(array_agg(DISTINCT a.attname::text) FILTER (WHERE a.attname IS NOT NULL), '{}')
        FROM migration_guard.root r, unnest(r.classes, r.objects, r.columns) AS d(class, object, number)
        JOIN migration_guard.object o ON o.version = of_version AND o.role = app_role AND o.class = d.class AND o.object = d.object
        LEFT JOIN pg_attribute a ON d.class = 'pg_class'::regclass AND a.attrelid = d.object AND a.attnum = d.number AND d.number <> 0
        GROUP BY r.id, o.id;
        DROP TABLE migration_guard.root;
    END LOOP;
    PERFORM migration_guard.record_dependencies(of_version);
    FOR app_role IN SELECT DISTINCT x.role FROM migration_guard.statement x WHERE x.version = of_version LOOP
        UPDATE migration_guard.statement x SET arbiters = migration_guard.arbiters_of(q.explained), unproved = q.sqlstate || ' ' || q.message
        FROM migration_guard.ask_all(of_version, app_role, true, false) AS q WHERE q.id = x.id;
    END LOOP;
END $footprint$;
