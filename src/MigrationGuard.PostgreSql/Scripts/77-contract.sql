-- What people said of the removals of releases: rows of the log, so that nobody changes them unseen. An approval is said by those who may approve.
CREATE FUNCTION migration_guard.note_contract(of_release text, note jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10 s' AS $note$
BEGIN
    IF NOT EXISTS (SELECT FROM migration_guard.release AS r WHERE r.id = of_release) THEN
        RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = format('there is no release %s', of_release);
    END IF;
    IF NOT coalesce(note ->> 'kind' IN ('schedule', 'unschedule', 'approve', 'revoke', 'restorePoint', 'breakGlass'), false) OR btrim(coalesce(note ->> 'person', '')) = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'a note of a removal has a kind and a person';
    END IF;
    IF note ->> 'kind' = 'approve' AND NOT pg_has_role(session_user, 'migration_guard_approver', 'MEMBER') THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = format('%I is no member of migration_guard_approver', session_user);
    END IF;
    PERFORM set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';
    RETURN migration_guard.append('contract', of_release, note);
END $note$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
