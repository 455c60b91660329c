-- Relations that this transaction has locked more strongly than a client's statements lock them.
CREATE FUNCTION migration_guard.locked_relations() RETURNS oid[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT l.relation), '{}')
    FROM pg_locks AS l
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'));
END
$$;

-- Whether any version's statements depend on one of the objects, or on an object that had its name.
CREATE FUNCTION migration_guard.are_used(classes oid[], objects oid[]) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM unnest(classes, objects) AS t (class, object) JOIN migration_guard.object AS o ON o.object = t.object AND o.class = t.class)
    OR EXISTS (
        SELECT FROM unnest(classes, objects) AS t (class, object), LATERAL pg_identify_object(t.class, t.object, 0) AS i
        WHERE i.identity IN (SELECT o.identity FROM migration_guard.object AS o));
END
$$;

-- Whether a live version's statements name one of the names, or build SQL at run time, which may name anything.
CREATE FUNCTION migration_guard.may_be_named(names text[]) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM migration_guard.version AS v JOIN migration_guard.statement AS s ON s.version = v.id WHERE v.state = 'live' AND s.tokens && names)
    OR EXISTS (
        SELECT FROM migration_guard.version AS v JOIN migration_guard.object AS o ON o.version = v.id
        WHERE v.state = 'live' AND o.kind = 'routine' AND (o.facts ->> 'dynamic')::boolean);
END
$$;

-- At the end of a transaction: its first command judges all of them together, the others find nothing left to judge.
CREATE FUNCTION migration_guard.judge_transaction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET check_function_bodies = on
SET standard_conforming_strings = on
SET row_security = off
SET plan_cache_mode = auto
SET lock_timeout = '1 s'
SET quote_all_identifiers = off
SET transform_null_equals = off
SET jit = off
AS $$
DECLARE
    everything boolean;
    classes oid[];
    objects oid[];
    names text[];
    commands jsonb;
    locked oid[];
    used boolean;
    findings jsonb;
    decision record;
    enforced boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM migration_guard.change AS c WHERE c.id = NEW.id) THEN
        RETURN NULL;
    END IF;
    enforced := (SELECT s.mode = 'enforce' FROM migration_guard.setting AS s);
    WITH mine AS (
        DELETE FROM migration_guard.change AS c WHERE c.transaction = pg_current_xact_id() RETURNING c.*
    ), touched AS (
        SELECT DISTINCT t.class, t.object FROM mine AS m, unnest(m.classes, m.objects) AS t (class, object)
    )
    SELECT (SELECT bool_or(m.everything) FROM mine AS m),
        (SELECT array_agg(t.class ORDER BY t.class, t.object) FROM touched AS t), (SELECT array_agg(t.object ORDER BY t.class, t.object) FROM touched AS t),
        (SELECT jsonb_agg(jsonb_build_object('command', m.command, 'objects', to_jsonb(m.identities[1:10])) ORDER BY m.id) FILTER (WHERE m.place <= 50)
         FROM (SELECT m.*, row_number() OVER (ORDER BY m.id) AS place FROM mine AS m) AS m)
    INTO everything, classes, objects, commands;
    locked := migration_guard.locked_relations();
    classes := coalesce(classes, '{}') || array_fill('pg_class'::regclass::oid, ARRAY[cardinality(locked)]);
    objects := coalesce(objects, '{}') || locked;
    BEGIN
        PERFORM FROM migration_guard.epoch FOR UPDATE;
        SELECT array_agg(DISTINCT lower(n.name)) INTO names
        FROM (
            SELECT c.relname::text FROM pg_class AS c WHERE c.oid = ANY (objects) AND c.relkind NOT IN ('i', 'I', 't')
            UNION ALL SELECT p.proname FROM pg_proc AS p WHERE p.oid = ANY (objects)
            UNION ALL SELECT t.typname FROM pg_type AS t WHERE t.oid = ANY (objects)
        ) AS n (name);
        used := everything OR migration_guard.are_used(classes, objects);
        IF used OR migration_guard.may_be_named(names) THEN
            SELECT jsonb_agg(to_jsonb(j)) INTO findings
            FROM migration_guard.judge_objects(classes, objects, coalesce(names, '{}'), everything, (SELECT s.budget FROM migration_guard.setting AS s)) AS j;
        END IF;
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        IF enforced AND SQLSTATE = '40001' AND migration_guard.broken_glass() IS NULL THEN
            RAISE;
        END IF;
        findings := migration_guard.unjudged(SQLSTATE, SQLERRM);
    END;
    SELECT d.event, d.details INTO decision FROM migration_guard.decide(findings, commands) AS d;
    BEGIN
        IF used IS NOT FALSE THEN
            PERFORM migration_guard.record_facts(CASE WHEN everything THEN NULL ELSE classes END, CASE WHEN everything THEN NULL ELSE objects END);
        END IF;
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        RAISE WARNING USING MESSAGE = 'the guard could not record what this change leaves behind; doctor will report it as unseen', DETAIL = SQLERRM;
    END;
    BEGIN
        PERFORM migration_guard.append(decision.event, '', decision.details);
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        IF enforced THEN
            RAISE EXCEPTION USING ERRCODE = 'MG003', MESSAGE = 'refused: the guard could not write its log', DETAIL = SQLERRM,
                HINT = 'Nothing is known to be wrong with the change. Run the same transaction again.';
        END IF;
        RAISE WARNING USING MESSAGE = 'the guard could not write its log', DETAIL = SQLERRM;
    END;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER judge AFTER INSERT ON migration_guard.change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION migration_guard.judge_transaction();

-- Only the judgement takes rows away.
CREATE FUNCTION migration_guard.keep_changes() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004', MESSAGE = format('%s on migration_guard.change is refused: what it names was not judged yet', TG_OP);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON migration_guard.change
    FOR EACH STATEMENT EXECUTE FUNCTION migration_guard.keep_changes();

CREATE FUNCTION migration_guard.on_command_start() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET standard_conforming_strings = on
SET row_security = off
SET lock_timeout = '1 s'
AS $$
DECLARE
    place text;
    command jsonb;
    findings jsonb;
    event text;
    details jsonb;
BEGIN
    IF strpos(lower(coalesce(current_query(), '')), 'concurrently') = 0 THEN
        RETURN;
    END IF;
    GET DIAGNOSTICS place = PG_CONTEXT;
    -- More than our own line: inside a function, where PostgreSQL refuses CONCURRENTLY itself.
    IF strpos(place, chr(10)) > 0 THEN
        RETURN;
    END IF;
    command := migration_guard.concurrent_command(current_query(), tg_tag);
    IF command IS NULL THEN
        RETURN;
    END IF;
    BEGIN
        -- SHARE instead of a row lock: DROP INDEX CONCURRENTLY must find a transaction that has written nothing. And let go at once:
        -- the command waits for its table now, behind transactions that wait for the epoch.
        LOCK TABLE migration_guard.epoch IN SHARE MODE;
        findings := migration_guard.judge_concurrent(command);
        RAISE EXCEPTION USING ERRCODE = 'MG000';
    EXCEPTION
        WHEN SQLSTATE 'MG000' THEN
            NULL;
        WHEN query_canceled OR OTHERS THEN
            findings := migration_guard.unjudged(SQLSTATE, SQLERRM);
    END;
    SELECT d.event, d.details INTO event, details
    FROM migration_guard.decide(findings, jsonb_build_array(jsonb_build_object('command', tg_tag || ' CONCURRENTLY', 'objects', jsonb_build_array(left(command ->> 'text', 500))))) AS d;
    IF event = 'break_glass' AND command ->> 'kind' NOT IN ('drop', 'unread drop') THEN
        PERFORM migration_guard.append(event, '', details);
        event := 'ddl';
        details := details - 'findings';
    END IF;
    PERFORM set_config('migration_guard.started', jsonb_build_object('event', event, 'details', details)::text, false);
END
$$;

-- The last transaction of a CONCURRENTLY command: an error here would be the damage that its judgement at the start avoids.
CREATE FUNCTION migration_guard.finish_concurrent(relations oid[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, migration_guard, pg_temp
SET lock_timeout = '2 s'
AS $$
DECLARE
    started CONSTANT jsonb := current_setting('migration_guard.started', true);
BEGIN
    PERFORM migration_guard.append(started ->> 'event', '', started -> 'details');
    PERFORM migration_guard.record_facts(array_fill('pg_class'::regclass::oid, ARRAY[cardinality(relations)]), relations);
    PERFORM set_config('migration_guard.started', '', false);
EXCEPTION WHEN query_canceled OR OTHERS THEN
    RAISE WARNING USING MESSAGE = 'the guard could not write its log', DETAIL = SQLERRM;
END
$$;

CREATE FUNCTION migration_guard.on_command_end() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    place text;
    command jsonb;
BEGIN
    -- No user can name a schema pg_temp or create anything in the guard's own.
    IF NOT EXISTS (
        SELECT FROM pg_event_trigger_ddl_commands() AS c
        WHERE c.schema_name IS DISTINCT FROM 'pg_temp'
            AND (c.schema_name IS NULL OR c.schema_name NOT IN ('migration_guard', 'migration_guard_scratch') OR c.command_tag NOT LIKE 'CREATE %')
            AND c.command_tag NOT IN ('COMMENT', 'REINDEX', 'CREATE STATISTICS', 'ALTER STATISTICS')) AND tg_tag NOT LIKE 'ALTER %'
    THEN
        RETURN;
    END IF;
    IF strpos(lower(current_query()), 'concurrently') > 0 THEN
        GET DIAGNOSTICS place = PG_CONTEXT;
        command := CASE WHEN strpos(place, chr(10)) = 0 THEN migration_guard.concurrent_command(current_query(), tg_tag) END;
        IF command ->> 'kind' <> 'unread' THEN
            PERFORM migration_guard.finish_concurrent(ARRAY(
                SELECT unnest(ARRAY[c.objid, i.indrelid]) FROM pg_event_trigger_ddl_commands() AS c LEFT JOIN pg_index AS i ON i.indexrelid = c.objid
                UNION
                SELECT migration_guard.relations_named(command ->> 'child_schema', command ->> 'child', '{r,p,f}')));
            RETURN;
        END IF;
    END IF;
    IF tg_tag IN ('GRANT', 'REVOKE', 'ALTER FUNCTION') THEN
        GET DIAGNOSTICS place = PG_CONTEXT;
        -- A new prober. The second line is the command itself, so it does not matter who sent it.
        IF split_part(place, chr(10), 2) ~ '^SQL statement "(GRANT USAGE, CREATE ON SCHEMA migration_guard_scratch TO|(REVOKE ALL ON|ALTER) FUNCTION migration_guard[.]probe_[0-9a-f]{16}[(][][a-z_., ]*[)] (FROM|OWNER TO)) [a-zA-Z_0-9]+"$' THEN
            RETURN;
        END IF;
    END IF;
    INSERT INTO migration_guard.change (command, everything, classes, objects, identities)
    SELECT tg_tag,
        -- Rights, operators, casts, schemas, collations, extensions and all else that statements use without naming it.
        coalesce(bool_or(c.classid IS NULL OR c.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_trigger'::regclass,
            'pg_policy'::regclass, 'pg_rewrite'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_statistic_ext'::regclass)), false),
        coalesce(array_agg(c.classid) FILTER (WHERE c.objid IS NOT NULL), '{}'), coalesce(array_agg(c.objid) FILTER (WHERE c.objid IS NOT NULL), '{}'),
        coalesce((array_agg(coalesce(c.object_identity, c.object_type)))[1:20], '{}')
    FROM pg_event_trigger_ddl_commands() AS c
    WHERE c.schema_name IS DISTINCT FROM 'pg_temp'
    HAVING count(*) > 0 OR NOT EXISTS (SELECT FROM pg_event_trigger_ddl_commands());
END
$$;

CREATE FUNCTION migration_guard.on_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    place text;
    command jsonb;
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_event_trigger_dropped_objects() AS d
        WHERE NOT d.is_temporary AND (d.schema_name IS NULL OR d.schema_name NOT IN ('migration_guard', 'migration_guard_scratch', 'pg_toast')))
    THEN
        RETURN;
    END IF;
    IF strpos(lower(current_query()), 'concurrently') > 0 THEN
        GET DIAGNOSTICS place = PG_CONTEXT;
        command := CASE WHEN strpos(place, chr(10)) = 0 THEN migration_guard.concurrent_command(current_query(), tg_tag) END;
        IF command ->> 'kind' IN ('drop', 'unread drop') THEN
            PERFORM migration_guard.finish_concurrent(migration_guard.locked_relations());
            RETURN;
        ELSIF command ->> 'kind' = 'detach' THEN
            RETURN;
        END IF;
    END IF;
    INSERT INTO migration_guard.change (command, everything, classes, objects, identities)
    SELECT tg_tag,
        bool_or(d.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_trigger'::regclass,
            'pg_policy'::regclass, 'pg_rewrite'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_statistic_ext'::regclass)),
        array_agg(d.classid), array_agg(d.objid), (array_agg(d.object_identity ORDER BY d.original DESC))[1:20]
    FROM pg_event_trigger_dropped_objects() AS d
    WHERE NOT d.is_temporary;
END
$$;
