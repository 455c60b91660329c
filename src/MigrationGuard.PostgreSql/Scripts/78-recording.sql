-- Puts the recording of a process there, in place of what it put there before. The role is the one that logged in.
CREATE FUNCTION migration_guard.record(of_service text, of_label text, of_digest text, of_process text, of_manifest jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $record$
BEGIN
    IF of_service IS NULL OR of_label IS NULL OR of_digest IS NULL OR of_process IS NULL OR of_service = '' OR of_label = '' OR of_digest = '' OR of_process = ''
        OR greatest(length(of_service), length(of_label), length(of_digest), length(of_process)) > 200 THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'service, version, build and process need names, of 200 characters at most';
    END IF;
    IF jsonb_typeof(of_manifest) IS DISTINCT FROM 'object' OR jsonb_typeof(of_manifest -> 'recording') IS DISTINCT FROM 'number' THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'this is no recording';
    END IF;
    -- A test suite has some processes; whoever sends more than this does something else.
    IF (SELECT count(*) FROM migration_guard.recording AS r WHERE r.service = of_service AND r.label = of_label AND r.digest = of_digest AND r.process <> of_process) >= 10000 THEN
        RAISE EXCEPTION USING ERRCODE = '54000', MESSAGE = format('10000 processes have recorded %s %s', of_service, of_label), HINT = 'Publish what is there: migrationguard statements record --from-ledger.';
    END IF;
    INSERT INTO migration_guard.recording (service, label, digest, process, manifest) VALUES (of_service, of_label, of_digest, of_process, of_manifest)
    ON CONFLICT ON CONSTRAINT recording_pkey DO UPDATE SET manifest = excluded.manifest, recorded_at = clock_timestamp();
END $record$;

-- Forgets what was merged and published: only what is as it was when it was read.
CREATE FUNCTION migration_guard.forget_recordings(of_service text, of_label text, of_digest text, until timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $forget$
    WITH gone AS (DELETE FROM migration_guard.recording AS r WHERE r.service = of_service AND r.label = of_label AND r.digest = of_digest AND r.recorded_at <= until RETURNING 1)
    SELECT count(*) FROM gone
$forget$;
