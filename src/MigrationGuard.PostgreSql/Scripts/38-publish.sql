-- The footprint of a version, to be carried to another database.
CREATE FUNCTION migration_guard.footprint(of_version integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN jsonb_build_object(
    'server', current_setting('server_version_num')::integer / 10000,
    'schema_hash', (SELECT v.schema_hash FROM migration_guard.version v WHERE v.id = of_version),
    'surroundings', (SELECT to_jsonb(v.surroundings) FROM migration_guard.version v WHERE v.id = of_version),
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
    INSERT INTO migration_guard.object (id, version, role, kind, identity, class, object, facts, numbers) OVERRIDING SYSTEM VALUE
    SELECT r.id, of_version, r.o ->> 'role', r.o ->> 'kind', r.o ->> 'identity', coalesce(l.class, to_regclass(r.o ->> 'class')), l.object, r.o -> 'facts', migration_guard.column_numbers(l.class, l.object)
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

-- Objects that a name of the version's statements could mean, and operators, casts and collations (without a name: they are chosen by type).
CREATE FUNCTION migration_guard.surroundings(of_version integer) RETURNS TABLE (name text, identity text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $surroundings$
    WITH word AS MATERIALIZED (SELECT DISTINCT ltrim(t.t, '''') AS name FROM migration_guard.statement s, unnest(s.tokens) AS t(t) WHERE s.version = of_version),
    hidden AS MATERIALIZED (SELECT n.oid FROM pg_namespace n WHERE n.nspname IN ('pg_catalog', 'information_schema', 'migration_guard', 'migration_guard_scratch', 'migration_guard_backfill') OR n.nspname LIKE 'pg\_toast%' OR n.nspname LIKE 'pg\_temp%')
    SELECT w.name, 'relation ' || c.oid::regclass FROM word w JOIN pg_class c ON lower(c.relname) = w.name WHERE c.relnamespace NOT IN (SELECT oid FROM hidden)
    UNION ALL SELECT w.name, 'routine ' || p.oid::regprocedure FROM word w JOIN pg_proc p ON lower(p.proname) = w.name WHERE p.pronamespace NOT IN (SELECT oid FROM hidden)
    UNION ALL SELECT w.name, 'type ' || t.oid::regtype FROM word w JOIN pg_type t ON lower(t.typname) = w.name WHERE t.typnamespace NOT IN (SELECT oid FROM hidden)
    UNION ALL SELECT w.name, 'text search configuration ' || c.oid::regconfig FROM word w JOIN pg_ts_config c ON lower(c.cfgname) = w.name WHERE c.cfgnamespace NOT IN (SELECT oid FROM hidden)
    UNION ALL SELECT w.name, 'text search dictionary ' || c.oid::regdictionary FROM word w JOIN pg_ts_dict c ON lower(c.dictname) = w.name WHERE c.dictnamespace NOT IN (SELECT oid FROM hidden)
    UNION ALL SELECT w.name, 'schema ' || n.nspname FROM word w JOIN pg_namespace n ON lower(n.nspname) = w.name
    UNION ALL SELECT NULL, 'operator ' || o.oid::regoperator FROM pg_operator o WHERE o.oprnamespace NOT IN (SELECT oid FROM hidden)
    UNION ALL SELECT NULL, 'cast ' || format_type(c.castsource, NULL) || ' ' || format_type(c.casttarget, NULL) || c.castcontext::text FROM pg_cast c WHERE c.oid >= 16384
    -- A schema of the path counts only for those who may use it.
    UNION ALL SELECT NULL, 'usage of ' || n.nspname || ' by ' || r.role
    FROM (SELECT DISTINCT s.role, btrim(p, ' "') AS schema_name FROM migration_guard.statement s, regexp_split_to_table(migration_guard.application_path(s.search_path, s.role), ',') AS p WHERE s.version = of_version) AS r
    JOIN pg_namespace n ON n.nspname = r.schema_name OR lower(n.nspname) = lower(r.schema_name)
    WHERE to_regrole(quote_ident(r.role)) IS NOT NULL AND has_schema_privilege(to_regrole(quote_ident(r.role)), n.oid, 'USAGE')
    UNION ALL SELECT NULL, 'collation ' || c.oid::regcollation FROM pg_collation c WHERE c.collnamespace NOT IN (SELECT oid FROM hidden)
$surroundings$;

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
        coalesce(s -> 'from', '[]'), (s ->> 'calls')::bigint, migration_guard.tokens_of(s ->> 'canonical') || migration_guard.words_in_literals(s ->> 'canonical'), c.kind, c.probe, s -> 'result'
    FROM jsonb_array_elements(manifest -> 'statements') AS s, migration_guard.classify(s ->> 'canonical') AS c;
    IF jsonb_typeof(manifest -> 'footprint') = 'object' THEN
        PERFORM migration_guard.load_footprint(new_version, manifest -> 'footprint');
    ELSE
        PERFORM migration_guard.take_footprint(new_version);
    END IF;
    UPDATE migration_guard.version v SET surroundings = CASE WHEN manifest -> 'footprint' ? 'surroundings' THEN ARRAY(SELECT jsonb_array_elements_text(manifest -> 'footprint' -> 'surroundings')) ELSE ARRAY(SELECT n.identity FROM migration_guard.surroundings(new_version) AS n) END
    WHERE v.id = new_version;
    UPDATE migration_guard.version v SET schema_hash = coalesce(manifest -> 'footprint' ->> 'schema_hash', migration_guard.schema_hash())
    WHERE v.id = new_version AND EXISTS (SELECT FROM migration_guard.object o WHERE o.version = new_version AND o.kind = 'routine' AND (o.facts ->> 'dynamic')::boolean)
        OR v.id = new_version AND EXISTS (SELECT FROM migration_guard.statement s WHERE s.version = new_version AND migration_guard.looks_up_names(s.tokens, s.canonical));
    UPDATE migration_guard.statement s SET unproved = 'utility statements other than COPY, TRUNCATE and LOCK of one table cannot be proved' WHERE s.version = new_version AND s.kind = 'utility';
    RETURN new_version;
END $publish$;

-- The versions for which something is kept working. The new version of a release is one of them as soon as its schema is made: before, it cannot work, and it has no traffic.
CREATE FUNCTION migration_guard.kept() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $kept$
    SELECT v.id FROM migration_guard.version AS v
    WHERE v.state = 'live' AND NOT EXISTS (
        SELECT FROM migration_guard.release AS r
        WHERE r.standing = 'underway' AND r.service = v.service AND r.record #>> '{new,version}' = v.label
            AND NOT EXISTS (SELECT FROM migration_guard.log AS l WHERE l.event = 'release' AND l.subject = r.id AND l.details #>> '{progress,state}' = 'verifying'))
    ORDER BY v.id
$kept$;

-- Records the new version of a release on the schema that was made for it, if some of its statements could not be recorded before. How many those were.
CREATE FUNCTION migration_guard.complete(of_version integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10 s' AS $complete$
DECLARE
    missing integer;
BEGIN
    UPDATE migration_guard.epoch SET value = value + 1;
    SELECT count(*) INTO missing FROM migration_guard.statement AS s WHERE s.version = of_version AND s.probe IS NOT NULL AND s.unproved ~ '^[0-9A-Z]{5} ';
    IF missing = 0 OR NOT EXISTS (
        SELECT FROM migration_guard.release AS r JOIN migration_guard.version AS v ON v.service = r.service AND v.label = r.record #>> '{new,version}'
        WHERE v.id = of_version AND r.standing = 'underway' AND r.state IN ('verifying', 'ready')) THEN
        RETURN 0;
    END IF;
    DELETE FROM migration_guard.object AS o WHERE o.version = of_version;
    UPDATE migration_guard.statement AS s SET unproved = NULL, resolved = NULL, roots = NULL, inferred_types = NULL, arbiters = NULL, writes = NULL, body = NULL,
        -- What the server said of the result, not what the manifest brought.
        result = CASE WHEN jsonb_typeof(s.result -> 0) = 'string' THEN NULL ELSE s.result END
    WHERE s.version = of_version AND s.kind <> 'utility';
    PERFORM migration_guard.take_footprint(of_version);
    UPDATE migration_guard.version AS v SET surroundings = ARRAY(SELECT n.identity FROM migration_guard.surroundings(of_version) AS n),
        schema_hash = CASE WHEN EXISTS (SELECT FROM migration_guard.object AS o WHERE o.version = of_version AND o.kind = 'routine' AND (o.facts ->> 'dynamic')::boolean)
            OR EXISTS (SELECT FROM migration_guard.statement AS s WHERE s.version = of_version AND migration_guard.looks_up_names(s.tokens, s.canonical)) THEN migration_guard.schema_hash() END
    WHERE v.id = of_version;
    RETURN missing;
END $complete$;

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
