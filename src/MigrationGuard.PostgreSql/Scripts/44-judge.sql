CREATE TYPE migration_guard.judgement AS (statement bigint, verdict text, sqlstate text, message text, cause text, differences jsonb);

CREATE FUNCTION migration_guard.judge_other(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS migration_guard.opinion
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $other$
BEGIN
    IF cardinality(d.path) = 0 THEN
        RETURN migration_guard.unclear(format('%s %s is gone or has another name', d.kind, d.identity));
    END IF;
    IF d.path[1] = 'privileges' AND coalesce(d.new, '[]') @> coalesce(d.old, '[]') THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF d.kind = 'type' AND d.path[1] = 'labels' AND d.old_facts ->> 'kind' = 'e' THEN
        -- Labels that were there keep their order among each other.
        IF (SELECT jsonb_agg(l.label ORDER BY l.n) FROM jsonb_array_elements(d.new) WITH ORDINALITY AS l(label, n) WHERE d.old @> jsonb_build_array(l.label)) = d.old THEN
            RETURN migration_guard.harmless(false);
        END IF;
        RETURN migration_guard.unclear(format('the labels of enum %s were %s and are %s', d.identity, d.old, d.new));
    END IF;
    IF d.kind = 'type' AND (d.path[1] = 'checks' AND d.new IS NULL OR d.path[1] = 'not_null' AND d.new = 'false' OR d.path[1] = 'privileges') THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF d.kind = 'schema' AND d.path[1] = 'privileges' AND NOT coalesce(d.old, '[]') - ARRAY(SELECT jsonb_array_elements_text(d.new)) ? 'USAGE' THEN
        RETURN migration_guard.harmless(false);
    END IF;
    RETURN migration_guard.unclear(format('%s of %s %s was %s and is %s', array_to_string(d.path, '.'), d.kind, d.identity, left(coalesce(d.old #>> '{}', 'absent'), 200), left(coalesce(d.new #>> '{}', 'absent'), 200)));
END $other$;

-- What a routine's source may do with a column of a table that it names or of which it is a trigger.
CREATE FUNCTION migration_guard.minds_column(source text, column_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN source ~* ('\m' || regexp_replace(column_name, '([^[:alnum:]_])', '\\\1', 'g') || '\M') OR source ~ '\*' OR source ~* '%\s*rowtype'
    OR source ~* '\minsert\s+into\s+[^\s(]+\s*(values|select|default|table)\M'
    OR regexp_replace(source, '\mreturn\s+(new|old)\M', '', 'gi') ~* '\m(new|old)\M(?!\s*\.\s*["a-z_])';

-- Objects that only a routine's source names.
CREATE FUNCTION migration_guard.judge_in_source(s migration_guard.statement, d migration_guard.difference, sources text[]) RETURNS migration_guard.opinion
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $source$
BEGIN
    -- What is harmless whatever a client does with the table is so for a routine, unless its source minds the column or its ON CONFLICT the uniqueness.
    IF d.kind = 'relation' AND d.path[1] IN ('columns', 'constraints', 'indexes', 'referenced_by') AND d.path[3] IS DISTINCT FROM 'privileges'
       AND (migration_guard.judge_relation(s, d, '{read,insert,update,delete}')).verdict = 'pass'
       AND NOT (d.new IS NULL AND (d.path[1] = 'constraints' AND d.old ->> 'type' IN ('p', 'u', 'x') OR d.path[1] = 'indexes' AND ((d.old ->> 'unique')::boolean OR (d.old ->> 'exclusion')::boolean)))
       AND (d.path[1] <> 'columns' OR NOT EXISTS (SELECT FROM unnest(sources) AS x WHERE migration_guard.minds_column(x, d.path[2]))) THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF d.kind = 'relation' AND d.path[1] = 'columns' AND cardinality(d.path) = 2 AND d.old IS NULL AND d.new ->> 'generated' = '' AND migration_guard.is_plain_expression(d.new ->> 'default')
       AND (NOT (d.new ->> 'not_null')::boolean OR d.new ->> 'default' IS NOT NULL OR d.new ->> 'identity' <> '') AND NOT EXISTS (SELECT FROM unnest(sources) AS x WHERE migration_guard.minds_column(x, d.path[2])) THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF d.kind = 'relation' AND d.path[1] = 'indexes' AND d.old IS NULL AND migration_guard.is_safe_index(d.new, d.new_facts -> 'columns') THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF d.kind = 'relation' AND d.path[1] = 'children' AND d.old IS NULL AND d.new_facts ->> 'kind' = 'p' AND migration_guard.is_plain_partition(d.path[2], d.new_facts) THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF 'privileges' IN (d.path[1], d.path[3]) AND coalesce(d.new, '[]') @> coalesce(d.old, '[]') OR d.kind = 'relation' AND d.path[3] = 'position' AND d.path[1] = 'columns' AND NOT EXISTS (SELECT FROM unnest(sources) AS x WHERE migration_guard.minds_column(x, 'migration_guard')) THEN
        RETURN migration_guard.harmless(false);
    END IF;
    RETURN migration_guard.unclear(format('a routine that this statement reaches names %s, of which %s is another', d.identity, coalesce(nullif(array_to_string(d.path, '.'), ''), 'the name')));
END $source$;

-- All differences that concern one statement, each with its opinion.
CREATE FUNCTION migration_guard.opinions(s migration_guard.statement, changes migration_guard.difference[], changed_elsewhere boolean, has_sources boolean, OUT parse boolean, OUT list jsonb, OUT hint text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $opinions$
DECLARE
    d migration_guard.difference;
    reached text[];
    opinion migration_guard.opinion;
    routine record;
    sources text[] := CASE WHEN has_sources THEN ARRAY(SELECT o.facts ->> 'source' FROM migration_guard.statement_object x JOIN migration_guard.object o ON o.id = x.object
                            WHERE x.statement = s.id AND o.kind = 'routine' AND (o.facts ->> 'open')::boolean AND o.facts ->> 'source' IS NOT NULL) ELSE '{}' END;
    dynamic_id text;
BEGIN
    parse := false;
    list := '[]';
    FOREACH d IN ARRAY changes LOOP
        SELECT x.access INTO reached FROM migration_guard.statement_object x WHERE x.statement = s.id AND x.object = d.object;
        CONTINUE WHEN reached IS NULL;
        IF reached = '{source}' THEN
            opinion := migration_guard.judge_in_source(s, d, sources);
        ELSIF d.kind = 'relation' THEN
            opinion := migration_guard.judge_relation(s, d, reached);
            IF opinion.verdict = 'pass' AND 'source' = ANY (reached) THEN
                opinion := migration_guard.judge_in_source(s, d, sources);
            ELSIF opinion.verdict = 'pass' AND d.path[1] = 'columns' AND (cardinality(d.path) = 2 OR d.path[3] IN ('type', 'not_null', 'generated', 'identity', 'collation', 'position'))
              AND cardinality(sources) > 0 AND EXISTS (SELECT FROM unnest(sources) AS x WHERE migration_guard.minds_column(x, d.path[2])) AND (reached && '{insert,update,delete,cascade,truncate}') THEN
                opinion := migration_guard.unclear(format('a routine that this statement reaches may mind column %I of %s', d.path[2], d.identity));
            END IF;
        ELSE
            opinion := migration_guard.judge_other(s, d, reached);
        END IF;
        parse := parse OR opinion.parse OR cardinality(d.path) = 0;
        IF opinion.verdict = 'pass' AND (opinion.reason IS NOT NULL OR cardinality(d.path) = 0) THEN
            hint := CASE WHEN hint IS NULL OR position(opinion.reason IN hint) = 0 THEN concat_ws('; ', hint, opinion.reason) ELSE hint END;
        END IF;
        IF opinion.verdict <> 'pass' THEN
            list := list || jsonb_build_array(jsonb_build_object('id', d.id, 'object', d.identity, 'path', array_to_string(d.path, '.'), 'old', d.old, 'new', d.new, 'verdict', opinion.verdict, 'reason', opinion.reason));
        END IF;
    END LOOP;
    IF changed_elsewhere AND has_sources THEN
        FOR routine IN SELECT o.identity, o.facts FROM migration_guard.statement_object x JOIN migration_guard.object o ON o.id = x.object
                       WHERE x.statement = s.id AND o.kind = 'routine' AND (o.facts ->> 'dynamic')::boolean ORDER BY o.identity COLLATE "C" LOOP
            dynamic_id := migration_guard.difference_id(routine.identity, '{dynamic}', routine.facts -> 'source', NULL);
            list := list || jsonb_build_array(jsonb_build_object('id', dynamic_id, 'object', routine.identity, 'path', 'dynamic', 'verdict', 'unknown',
                'reason', format('it reaches %s, which builds its SQL at run time: nothing can be told of it after a change of the schema', routine.identity)));
        END LOOP;
    END IF;
END $opinions$;

CREATE FUNCTION migration_guard.one_space(sql text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp RETURN regexp_replace(sql, '\s+', ' ', 'g');

-- The first three reasons, each said once.
CREATE FUNCTION migration_guard.reasons(list jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT string_agg(r.reason, '; ' ORDER BY r.n) FROM (SELECT x ->> 'reason' AS reason, min(n) AS n FROM jsonb_array_elements(list) WITH ORDINALITY AS e(x, n) GROUP BY 1 ORDER BY 2 LIMIT 3) AS r);

-- The verdict on one statement from its differences that are not harmless and, where it was parsed again, from the prober's answer.
CREATE FUNCTION migration_guard.conclude(s migration_guard.statement, answer migration_guard_scratch.probe, list jsonb, hint text, accepted text[]) RETURNS migration_guard.judgement
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $conclude$
DECLARE
    result migration_guard.judgement;
    now_roots text[];
    now_arbiters jsonb;
BEGIN
    result.statement := s.id;
    IF answer.sqlstate IS NOT NULL THEN
        result.verdict := CASE WHEN migration_guard.is_busy(answer.sqlstate) THEN 'busy' ELSE 'fail' END;
        result.sqlstate := answer.sqlstate;
        result.message := answer.message;
        result.differences := list;
        result.cause := CASE WHEN result.verdict = 'busy' THEN answer.message ELSE coalesce(hint, migration_guard.reasons(list), 'the server refuses it on the schema as it is') END;
        RETURN result;
    END IF;
    IF answer.resolve THEN
        now_roots := migration_guard.identities(answer.classes, answer.objects);
        IF answer.resolved IS NULL THEN
            list := list || migration_guard.finding(s.key, 'unresolved', NULL, to_jsonb(answer.unresolved), 'the server reads it, but its resolved form could not be taken: ' || answer.unresolved);
        ELSIF migration_guard.one_space(answer.resolved) IS DISTINCT FROM migration_guard.one_space(s.resolved) THEN
            list := list || migration_guard.finding(s.key, 'resolved', to_jsonb(s.resolved), to_jsonb(answer.resolved), 'the server understands it in another way than when it was published');
        ELSIF now_roots IS DISTINCT FROM s.roots THEN
            list := list || migration_guard.finding(s.key, 'roots', to_jsonb(s.roots), to_jsonb(now_roots), 'its names mean other objects than when it was published');
        END IF;
    END IF;
    IF answer.inferred_types IS DISTINCT FROM s.inferred_types AND answer.id IS NOT NULL THEN
        list := list || migration_guard.finding(s.key, 'parameters', to_jsonb(s.inferred_types), to_jsonb(answer.inferred_types), 'its parameters have other types than when it was published');
    END IF;
    IF answer.explained IS NOT NULL THEN
        now_arbiters := migration_guard.arbiters_of(answer.explained);
        IF jsonb_path_query_array(now_arbiters, '$[*].indexes') IS DISTINCT FROM jsonb_path_query_array(s.arbiters, '$[*].indexes') THEN
            list := list || migration_guard.finding(s.key, 'arbiters', s.arbiters, now_arbiters, 'ON CONFLICT is decided by other indexes than when it was published');
        END IF;
    END IF;
    SELECT coalesce(jsonb_agg(x), '[]') INTO result.differences FROM jsonb_array_elements(list) AS x WHERE NOT x ->> 'id' = ANY (accepted);
    result.verdict := CASE WHEN result.differences @> '[{"verdict": "fail"}]' THEN 'fail' WHEN result.differences <> '[]' THEN 'unknown' ELSE 'pass' END;
    result.cause := migration_guard.reasons(result.differences);
    RETURN result;
END $conclude$;

CREATE FUNCTION migration_guard.finding(key text, path text, old jsonb, new jsonb, reason text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN jsonb_build_array(jsonb_build_object('id', migration_guard.difference_id(key, ARRAY[path], old, new), 'path', path, 'old', old, 'new', new, 'verdict', 'unknown', 'reason', reason));

-- Judges statements of one version. compared: the ledger's objects to look at, null for all; new_names: names of objects that came to be,
-- lower case, null when any name may mean another object now; thorough: every statement is parsed again. After the deadline the rest is busy.
CREATE FUNCTION migration_guard.judge(of_version integer, compared bigint[], new_names text[], changed_elsewhere boolean, thorough boolean, deadline timestamptz) RETURNS SETOF migration_guard.judgement
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $judge$
DECLARE
    changes migration_guard.difference[];
    accepted text[] := ARRAY(SELECT a.difference FROM migration_guard.acceptance a WHERE a.version = of_version);
    s migration_guard.statement;
    opinion record;
    mine migration_guard.difference[];
    app_role name;
    jobs migration_guard_scratch.probe[];
    answer migration_guard_scratch.probe;
    concerned bigint[] := '{}';
    lists jsonb[] := '{}';
    hints text[] := '{}';
    parsed bigint[];
    place integer;
    has_sources boolean := EXISTS (SELECT FROM migration_guard.object o WHERE o.version = of_version AND o.kind = 'routine' AND ((o.facts ->> 'open')::boolean OR (o.facts ->> 'dynamic')::boolean));
BEGIN
    SELECT coalesce(array_agg(d), '{}') INTO changes FROM migration_guard.differences(of_version, compared) AS d;
    parsed := ARRAY(SELECT st.id FROM migration_guard.statement st WHERE st.version = of_version AND st.probe IS NOT NULL AND (new_names IS NULL OR st.tokens && (new_names || ARRAY(SELECT '''' || n FROM unnest(new_names) AS n))));
    FOR s IN SELECT st.* FROM migration_guard.statement st WHERE st.version = of_version AND st.probe IS NOT NULL AND st.unproved IS NULL AND st.id IN (
            SELECT so.statement FROM migration_guard.statement_object so WHERE so.object IN (SELECT d.object FROM unnest(changes) AS d)
            UNION SELECT x.id FROM migration_guard.statement x WHERE changed_elsewhere AND x.version = of_version AND migration_guard.looks_up_names(x.tokens, x.canonical)
            UNION SELECT so.statement FROM migration_guard.object o JOIN migration_guard.statement_object so ON so.object = o.id
                  WHERE changed_elsewhere AND o.version = of_version AND o.kind = 'routine' AND (o.facts ->> 'dynamic')::boolean) ORDER BY st.id LOOP
        IF clock_timestamp() > deadline THEN
            RETURN NEXT ROW(s.id, 'busy', NULL, NULL, 'the time budget was over before this statement was reached', NULL)::migration_guard.judgement;
            CONTINUE;
        END IF;
        -- Reasons are given in the order of names: that of the catalogs is one of object numbers, which differ from run to run.
        SELECT coalesce(array_agg(d ORDER BY d.identity COLLATE "C", d.kind COLLATE "C", d.path COLLATE "C"), '{}') INTO mine
        FROM unnest(changes) AS d WHERE EXISTS (SELECT FROM migration_guard.statement_object so WHERE so.statement = s.id AND so.object = d.object);
        opinion := migration_guard.opinions(s, mine, changed_elsewhere, has_sources);
        IF changed_elsewhere AND migration_guard.looks_up_names(s.tokens, s.canonical) THEN
            opinion.list := opinion.list || migration_guard.finding(s.key, 'looks_up_names', NULL, NULL, 'it finds objects by names in texts when it runs: nothing can be told of it after a change of the schema');
        END IF;
        concerned := concerned || s.id;
        lists := lists || opinion.list;
        hints := array_append(hints, opinion.hint);
        IF opinion.parse THEN
            parsed := parsed || s.id;
        END IF;
    END LOOP;
    FOR app_role IN SELECT DISTINCT st.role FROM migration_guard.statement st WHERE st.version = of_version AND st.probe IS NOT NULL AND st.unproved IS NULL AND (thorough OR st.id = ANY (parsed)) LOOP
        SELECT array_agg(migration_guard.job_of(st, migration_guard.needs_plan(st, p.partitioned), p.partitioned, st.arbiters IS NOT NULL, r.id IS NOT NULL) ORDER BY st.id) INTO jobs
        FROM migration_guard.statement st LEFT JOIN (SELECT DISTINCT unnest(parsed) AS id) AS r ON r.id = st.id, LATERAL (SELECT migration_guard.is_partitioned(st.id) AS partitioned) AS p
        WHERE st.version = of_version AND st.role = app_role AND st.probe IS NOT NULL AND st.unproved IS NULL AND (thorough OR r.id IS NOT NULL);
        -- Answers come in the order of the ids, as what is concerned does.
        place := 1;
        FOR answer IN SELECT * FROM migration_guard.ask(app_role, jobs, deadline) LOOP
            WHILE place <= cardinality(concerned) AND concerned[place] < answer.id LOOP
                place := place + 1;
            END LOOP;
            SELECT * INTO s FROM migration_guard.statement st WHERE st.id = answer.id;
            RETURN NEXT migration_guard.conclude(s, answer, CASE WHEN concerned[place] = s.id THEN lists[place] ELSE '[]' END, CASE WHEN concerned[place] = s.id THEN hints[place] END, accepted);
        END LOOP;
    END LOOP;
    -- What did not have to be parsed again.
    FOR place IN SELECT c.n FROM unnest(concerned) WITH ORDINALITY AS c(id, n) WHERE NOT thorough AND c.id NOT IN (SELECT unnest(parsed)) AND lists[c.n] <> '[]' LOOP
        SELECT * INTO s FROM migration_guard.statement st WHERE st.id = concerned[place];
        RETURN NEXT migration_guard.conclude(s, NULL, lists[place], hints[place], accepted);
    END LOOP;
    RETURN QUERY SELECT st.id, CASE st.kind WHEN 'session' THEN 'pass' ELSE 'unknown' END, NULL::text, NULL::text,
        CASE st.kind WHEN 'session' THEN NULL ELSE 'it could not be proved when it was published: ' || st.unproved END, NULL::jsonb
    FROM migration_guard.statement st WHERE thorough AND st.version = of_version AND (st.probe IS NULL OR st.unproved IS NOT NULL);
    -- What nobody could prove is unknown after a change of anything that it names.
    RETURN QUERY SELECT st.id, 'unknown', NULL::text, NULL::text, 'it names what was changed, and it could not be proved when it was published: ' || st.unproved,
        migration_guard.finding(st.key, 'unproved', NULL, NULL, 'it could not be proved when it was published')
    FROM migration_guard.statement st WHERE NOT thorough AND st.version = of_version AND st.kind <> 'session' AND st.unproved IS NOT NULL AND (new_names IS NULL OR st.tokens && new_names)
      AND NOT migration_guard.difference_id(st.key, '{unproved}', NULL, NULL) = ANY (accepted);
END $judge$;

-- Lower-case names of objects that came to be since the version was published and could be meant by its statements; null when
-- an operator, cast or collation did, which no name tells.
CREATE FUNCTION migration_guard.captured_names(of_version integer) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT CASE WHEN bool_or(n.name IS NULL) THEN NULL ELSE coalesce(array_agg(DISTINCT n.name), '{}') END
        FROM migration_guard.surroundings(of_version) AS n WHERE NOT n.identity = ANY (SELECT unnest(v.surroundings) FROM migration_guard.version v WHERE v.id = of_version));

-- One version against this database as it is now; one row per statement.
CREATE FUNCTION migration_guard.prove(of_version integer) RETURNS SETOF migration_guard.judgement
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET check_function_bodies = on SET lock_timeout = '2 s' AS $prove$
DECLARE
    elsewhere boolean := (SELECT v.schema_hash IS NOT NULL AND v.schema_hash <> migration_guard.schema_hash() FROM migration_guard.version v WHERE v.id = of_version);
BEGIN
    IF elsewhere IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = format('there is no version %s here', of_version);
    END IF;
    RETURN QUERY SELECT * FROM migration_guard.judge(of_version, NULL, migration_guard.captured_names(of_version), elsewhere, true, 'infinity');
END $prove$;

-- What the guard asks at commit: the statements of live versions that the touched objects concern. Returns those that do not pass.
CREATE FUNCTION migration_guard.judge_objects(touched_classes oid[], touched_objects oid[], created_names text[], everything boolean, budget interval)
RETURNS TABLE (version integer, statement bigint, verdict text, sqlstate text, message text, cause text, differences jsonb)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $objects$
DECLARE
    live integer;
    compared bigint[];
    names text[];
    deadline timestamptz := clock_timestamp() + budget;
BEGIN
    FOR live IN SELECT * FROM migration_guard.kept() LOOP
        SELECT array_agg(o.id) INTO compared FROM migration_guard.object o
        LEFT JOIN LATERAL migration_guard.locate(o.kind, o.identity, o.class, o.object) AS l ON true
        WHERE o.version = live AND (everything OR l.object IS DISTINCT FROM o.object OR (o.class, o.object) IN (SELECT t.class, t.object FROM unnest(touched_classes, touched_objects) AS t(class, object)
            -- Composite types are relations to the one who changes them.
            UNION ALL SELECT 'pg_type'::regclass, y.oid FROM pg_type y WHERE y.typrelid = ANY (touched_objects)));
        -- What depends on it may be another too: a view with its owner's rights, a routine with its result.
        WITH RECURSIVE seen (id) AS (
            SELECT unnest(compared)
            UNION
            SELECT e.source FROM seen JOIN migration_guard.edge e ON e.target = seen.id
        )
        SELECT array_agg(seen.id) INTO compared FROM seen;
        names := created_names;
        IF everything THEN
            -- Null stays null: array || null would be the array.
            names := migration_guard.captured_names(live);
            names := CASE WHEN names IS NOT NULL THEN names || created_names END;
        END IF;
        RETURN QUERY SELECT live, j.statement, j.verdict, j.sqlstate, j.message, j.cause, j.differences
            FROM migration_guard.judge(live, coalesce(compared, '{}'), names, true, false, deadline) AS j WHERE j.verdict <> 'pass';
        -- An object that was made anew under its name is followed from here on.
        UPDATE migration_guard.object o SET class = l.class, object = l.object
        FROM migration_guard.object known, migration_guard.locate(known.kind, known.identity, known.class, known.object) AS l
        WHERE o.id = known.id AND known.id = ANY (compared) AND l.object IS NOT NULL AND l.object IS DISTINCT FROM o.object;
    END LOOP;
END $objects$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
