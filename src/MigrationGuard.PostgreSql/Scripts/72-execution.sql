-- Writes down a step of a plan under the lease. Unlike the ledger's own notes it does not wait for who writes the lease: a step may hold the log.
CREATE FUNCTION migration_guard.note_step(of_token bigint, note jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $note$
BEGIN
    PERFORM migration_guard.share_lease(of_token);
    INSERT INTO migration_guard.step AS s (release, phase, number, file, line, file_digest, digest, done, token, before, after)
    VALUES (note ->> 'release', note ->> 'phase', (note ->> 'number')::integer, note ->> 'file', (note ->> 'line')::integer, note ->> 'file_digest', note ->> 'digest',
        (note ->> 'done')::boolean, of_token, note ->> 'before', note ->> 'after')
    ON CONFLICT ON CONSTRAINT step_pkey DO UPDATE SET file_digest = excluded.file_digest, digest = excluded.digest, done = excluded.done, token = excluded.token,
        changed_at = clock_timestamp(), before = excluded.before, after = excluded.after
    WHERE NOT s.done;
END $note$;

CREATE FUNCTION migration_guard.forget_step(of_token bigint, of_release text, of_phase text, of_number integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $forget$
BEGIN
    PERFORM migration_guard.share_lease(of_token);
    DELETE FROM migration_guard.step AS s WHERE s.release = of_release AND s.phase = of_phase AND s.number = of_number AND NOT s.done;
END $forget$;

-- Keeps the lease as it is until the transaction ends; an error where it is not the asker's any more. Less than deadlock_timeout:
-- who takes the lease may wait for the log that this transaction has written, and must win.
CREATE FUNCTION migration_guard.share_lease(of_token bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '500 ms' AS $share$
DECLARE
    held migration_guard.lease;
BEGIN
    SELECT l.* INTO STRICT held FROM migration_guard.lease AS l FOR SHARE;
    IF held.token <> of_token AND held.holder IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MG005', MESSAGE = format('lease %s is lost to %s', of_token, held.holder);
    ELSIF held.token <> of_token OR held.holder IS NULL OR held.expires_at <= clock_timestamp() THEN
        RAISE EXCEPTION USING ERRCODE = 'MG005', MESSAGE = format('lease %s has expired', of_token);
    END IF;
END $share$;

-- The statements of live versions that do not pass on the schema as the transaction has it, as the guard would find them at its commit.
CREATE FUNCTION migration_guard.judge_change(budget interval)
RETURNS TABLE (version integer, statement bigint, verdict text, sqlstate text, message text, cause text, differences jsonb)
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
AS $judge$
BEGIN
    RETURN QUERY SELECT * FROM migration_guard.judge_objects('{}', '{}', '{}', true, budget);
END $judge$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
