-- A process of a version says that it runs. The role is the one that logged in: nobody beats for a process of another.
CREATE FUNCTION migration_guard.heartbeat(of_service text, of_label text, of_digest text, of_instance text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $heartbeat$
BEGIN
    UPDATE migration_guard.presence AS p SET seen_at = clock_timestamp(), ended_at = NULL, application_name = current_setting('application_name')
    WHERE p.service = of_service AND p.label = of_label AND p.digest = of_digest AND p.instance = of_instance AND p.role = session_user;
    IF FOUND THEN
        RETURN;
    END IF;
    IF of_service IS NULL OR of_label IS NULL OR of_digest IS NULL OR of_instance IS NULL OR of_service = '' OR of_label = '' OR of_instance = ''
        OR greatest(length(of_service), length(of_label), length(of_digest), length(of_instance)) > 200 THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'service, version and instance need names, of 200 characters at most';
    END IF;
    -- One at a time: two that clean would wait for each other's rows.
    IF pg_try_advisory_xact_lock(hashtextextended('migration_guard.presence', 0)) THEN
        DELETE FROM migration_guard.presence AS p WHERE (p.service, p.label, p.digest, p.instance) IN (
            SELECT o.service, o.label, o.digest, o.instance
            FROM (SELECT x.*, row_number() OVER (PARTITION BY x.service, x.label, x.digest ORDER BY x.seen_at DESC) AS place FROM migration_guard.presence AS x) AS o
            WHERE o.seen_at < clock_timestamp() - interval '7 days' OR o.place > 500 AND o.seen_at < clock_timestamp() - interval '1 hour');
    END IF;
    INSERT INTO migration_guard.presence (service, label, digest, instance, role, application_name)
    VALUES (of_service, of_label, of_digest, of_instance, session_user, current_setting('application_name')) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = format('instance %s of %s %s belongs to another role', of_instance, of_service, of_label);
    END IF;
END $heartbeat$;

CREATE FUNCTION migration_guard.leave(of_service text, of_label text, of_digest text, of_instance text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $leave$
    UPDATE migration_guard.presence AS p SET seen_at = clock_timestamp(), ended_at = clock_timestamp()
    WHERE p.service = of_service AND p.label = of_label AND p.digest = of_digest AND p.instance = of_instance AND p.role = session_user
$leave$;

-- Every process that is known, with the server's clock.
CREATE FUNCTION migration_guard.presence() RETURNS TABLE (service text, label text, digest text, instance text, role text, application_name text, since timestamptz, seen_at timestamptz, ended_at timestamptz, at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $presence$
    SELECT p.service, p.label, p.digest, p.instance, p.role::text, p.application_name, p.since, p.seen_at, p.ended_at, clock_timestamp()
    FROM migration_guard.presence AS p ORDER BY p.service COLLATE "C", p.label COLLATE "C", p.since, p.instance COLLATE "C"
$presence$;

-- What a version may know of itself without reading the ledger: whether it proves. Where the schema and what was accepted are those of the known print, the proof is left out.
-- Its locks are those of planning, and end with each batch of statements; what others lock, or what is not reached within the budget, is busy.
CREATE FUNCTION migration_guard.own_proof(of_service text, of_label text, known text, budget interval, OUT digest text, OUT print text, OUT proof jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET check_function_bodies = on AS $own$
DECLARE
    of_version integer;
    hash text := migration_guard.schema_hash();
    elsewhere boolean;
BEGIN
    SELECT v.id, v.digest, v.schema_hash IS NOT NULL AND v.schema_hash <> hash, md5(concat_ws('/', hash, v.id, v.published_at, (SELECT count(*) FROM migration_guard.acceptance AS a WHERE a.version = v.id)))
    INTO of_version, digest, elsewhere, print FROM migration_guard.version AS v WHERE v.service = of_service AND v.label = of_label;
    IF of_version IS NULL OR print = known THEN
        RETURN;
    END IF;
    WITH judged AS MATERIALIZED (SELECT * FROM migration_guard.judge(of_version, NULL, migration_guard.captured_names(of_version), elsewhere, true, clock_timestamp() + budget))
    SELECT jsonb_build_object('statements', count(*), 'passed', count(*) FILTER (WHERE j.verdict = 'pass'), 'others', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('verdict', o.verdict, 'sqlstate', o.sqlstate, 'message', o.message, 'cause', o.cause, 'text', left(s.text, 500),
            'file', s.origin -> 0 ->> 'file', 'line', s.origin -> 0 -> 'line') ORDER BY array_position('{fail,busy,unknown}', o.verdict), o.statement), '[]')
        FROM (SELECT * FROM judged AS n WHERE n.verdict <> 'pass' ORDER BY array_position('{fail,busy,unknown}', n.verdict), n.statement LIMIT 10) AS o
        JOIN migration_guard.statement AS s ON s.id = o.statement))
    INTO proof FROM judged AS j;
END $own$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
