-- The lease, locked until the transaction ends. What is done next in the world relies on what is written here: it is on disk even where the database takes the risk.
CREATE FUNCTION migration_guard.lock_lease() RETURNS migration_guard.lease
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5 s' AS $lock$
DECLARE
    held migration_guard.lease;
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';
    SELECT l.* INTO held FROM migration_guard.lease AS l FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = 'somebody deleted the row of migration_guard.lease', HINT = 'Run ''migrationguard doctor''.';
    END IF;
    RETURN held;
END $lock$;

-- Gives the locked lease to somebody, with a token of its own. Times are the server's.
CREATE FUNCTION migration_guard.give_lease(to_holder text, duration interval) RETURNS migration_guard.lease
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $give$
DECLARE
    given migration_guard.lease;
BEGIN
    IF coalesce(to_holder, '') = '' OR duration IS NULL OR duration <= '0 s' THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'a lease has a holder and a duration above zero';
    END IF;
    UPDATE migration_guard.lease AS l SET token = l.token + 1, holder = to_holder, taken_at = clock_timestamp(), expires_at = clock_timestamp() + duration RETURNING l.* INTO STRICT given;
    RETURN given;
END $give$;

-- Takes the lease, or says who has it.
CREATE FUNCTION migration_guard.acquire_lease(asker text, duration interval, OUT taken boolean, OUT token bigint, OUT holder text, OUT taken_at timestamptz, OUT expires_at timestamptz, OUT age interval)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $acquire$
DECLARE
    held migration_guard.lease := migration_guard.lock_lease();
BEGIN
    taken := held.holder IS NULL OR held.holder = asker OR held.expires_at <= clock_timestamp();
    IF taken THEN
        held := migration_guard.give_lease(asker, duration);
    END IF;
    token := held.token;
    holder := held.holder;
    taken_at := held.taken_at;
    expires_at := held.expires_at;
    age := clock_timestamp() - held.taken_at;
END $acquire$;

-- Takes the lease from whoever has it.
CREATE FUNCTION migration_guard.seize_lease(asker text, duration interval, OUT token bigint, OUT expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $seize$
DECLARE
    held CONSTANT migration_guard.lease := migration_guard.lock_lease();
    given migration_guard.lease;
BEGIN
    given := migration_guard.give_lease(asker, duration);
    IF held.holder <> asker AND held.expires_at > clock_timestamp() THEN
        PERFORM migration_guard.append('seize', '', jsonb_build_object('holder', asker, 'token', given.token, 'before', held.holder));
    END IF;
    token := given.token;
    expires_at := given.expires_at;
END $seize$;

-- The locked lease; an error where it is somebody else's or was given back.
CREATE FUNCTION migration_guard.own_lease(of_token bigint) RETURNS migration_guard.lease
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $own$
DECLARE
    held CONSTANT migration_guard.lease := migration_guard.lock_lease();
BEGIN
    IF held.token <> of_token AND held.holder IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MG005', MESSAGE = format('lease %s is lost to %s', of_token, held.holder);
    ELSIF held.token <> of_token OR held.holder IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MG005', MESSAGE = format('lease %s has expired', of_token);
    END IF;
    RETURN held;
END $own$;

-- The same, and an error where it has expired: what follows in the transaction is done under it.
CREATE FUNCTION migration_guard.hold_lease(of_token bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $hold$
DECLARE
    held CONSTANT migration_guard.lease := migration_guard.own_lease(of_token);
BEGIN
    IF held.expires_at <= clock_timestamp() THEN
        RAISE EXCEPTION USING ERRCODE = 'MG005', MESSAGE = format('lease %s has expired', of_token);
    END IF;
END $hold$;

CREATE FUNCTION migration_guard.renew_lease(of_token bigint, duration interval) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $renew$
DECLARE
    until timestamptz;
BEGIN
    PERFORM migration_guard.own_lease(of_token);
    UPDATE migration_guard.lease AS l SET expires_at = clock_timestamp() + duration RETURNING l.expires_at INTO STRICT until;
    RETURN until;
END $renew$;

CREATE FUNCTION migration_guard.give_back_lease(of_token bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5 s' AS $give_back$
    UPDATE migration_guard.lease AS l SET holder = NULL, expires_at = clock_timestamp() WHERE l.token = of_token
$give_back$;

-- Stores a release: started, underway (then with the other one), base (with the live one), or plan (with the one that is stored).
CREATE FUNCTION migration_guard.start_release(of_token bigint, wanted jsonb, OUT answer text, OUT live text, OUT record text, OUT state text, OUT standing text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $start$
DECLARE
    stored migration_guard.release;
BEGIN
    PERFORM migration_guard.hold_lease(of_token);
    SELECT r.* INTO stored FROM migration_guard.release AS r WHERE r.id = wanted ->> 'id';
    IF FOUND THEN
        answer := CASE WHEN stored.record ->> 'plan' = wanted ->> 'plan' THEN 'started' ELSE 'plan' END;
    ELSE
        SELECT r.* INTO stored FROM migration_guard.release AS r WHERE r.standing = 'underway' ORDER BY r.number DESC LIMIT 1;
        IF FOUND THEN
            answer := 'underway';
        ELSE
            SELECT r.id INTO live FROM migration_guard.release AS r WHERE r.service = wanted ->> 'service' AND r.standing = 'settled' ORDER BY r.number DESC LIMIT 1;
            IF live IS DISTINCT FROM wanted ->> 'base' THEN
                answer := 'base';
                RETURN;
            END IF;
            INSERT INTO migration_guard.release AS r (id, service, record, state, standing)
            VALUES (wanted ->> 'id', wanted ->> 'service', wanted, wanted -> 'progress' ->> 'state', wanted -> 'progress' ->> 'standing') RETURNING r.* INTO STRICT stored;
            PERFORM migration_guard.append('start', stored.id, wanted);
            answer := 'started';
        END IF;
    END IF;
    record := stored.record::text;
    state := stored.state;
    standing := stored.standing;
END $start$;

-- Writes a note and moves the release with it; a note of a known key is answered as it was written.
CREATE FUNCTION migration_guard.note_release(of_token bigint, note jsonb, OUT sequence bigint, OUT entry text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $note$
DECLARE
    written CONSTANT jsonb := note - '{release,late}'::text[] || jsonb_build_object('token', CASE WHEN (note ->> 'late')::boolean THEN 0 ELSE of_token END);
BEGIN
    PERFORM migration_guard.hold_lease(of_token);
    SELECT l.id, l.details::text INTO sequence, entry FROM migration_guard.log AS l
    WHERE l.event = 'release' AND l.subject = note ->> 'release' AND l.details ->> 'key' = note ->> 'key';
    IF FOUND THEN
        RETURN;
    END IF;
    IF written ? 'progress' THEN
        UPDATE migration_guard.release AS r SET state = written -> 'progress' ->> 'state', standing = written -> 'progress' ->> 'standing' WHERE r.id = note ->> 'release';
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = format('there is no release %s', note ->> 'release');
        END IF;
    END IF;
    sequence := migration_guard.append('release', note ->> 'release', written);
    entry := written::text;
END $note$;

CREATE FUNCTION migration_guard.add_evidence(of_token bigint, of_release text, evidence jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $evidence$
BEGIN
    PERFORM migration_guard.hold_lease(of_token);
    IF NOT EXISTS (SELECT FROM migration_guard.release AS r WHERE r.id = of_release) THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = format('there is no release %s', of_release);
    END IF;
    PERFORM migration_guard.append('evidence', of_release, evidence);
END $evidence$;

-- Whoever waits for a judgement or a publication waits before the lease is locked, so that going back does not wait with it.
CREATE FUNCTION migration_guard.change_version(of_token bigint, of_service text, of_label text, new_state text, until timestamptz, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10 s' AS $change$
BEGIN
    PERFORM FROM migration_guard.epoch FOR UPDATE;
    PERFORM migration_guard.hold_lease(of_token);
    RETURN migration_guard.set_version_state(of_service, of_label, new_state, until, why);
END $change$;

-- A floor goes up only: versions are compared by when they were published.
CREATE FUNCTION migration_guard.raise_floor(of_token bigint, of_service text, floor jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $floor$
DECLARE
    wanted migration_guard.version;
BEGIN
    PERFORM migration_guard.hold_lease(of_token);
    SELECT v.* INTO wanted FROM migration_guard.version AS v WHERE v.service = of_service AND v.label = floor ->> 'version';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = format('version %s of %s is not published here', floor ->> 'version', of_service), HINT = 'migrationguard versions list shows what is.';
    END IF;
    IF NOT EXISTS (
        SELECT FROM migration_guard.log AS l JOIN migration_guard.version AS v ON v.service = l.subject AND v.label = l.details ->> 'version'
        WHERE l.event = 'floor' AND l.subject = of_service AND (v.published_at, v.id) >= (wanted.published_at, wanted.id))
    THEN
        PERFORM migration_guard.append('floor', of_service, floor);
    END IF;
END $floor$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
