-- Writes down, in the transaction that does it, what is hidden for a release. Whoever shows again needs no lease. Soaking begins anew with every note of a new state.
CREATE FUNCTION migration_guard.note_hiding(of_token bigint, of_release text, of_state text, base_print text, print text, of_objects jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $note$
BEGIN
    IF of_token IS NOT NULL THEN
        PERFORM migration_guard.share_lease(of_token);
    ELSIF of_state <> 'shown' AND NOT EXISTS (SELECT FROM migration_guard.hiding AS h WHERE h.release = of_release AND h.state IN (of_state, 'hidden')) THEN
        RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'hiding needs a lease';
    END IF;
    INSERT INTO migration_guard.hiding AS h (release, state, token, base, fingerprints, objects) VALUES (of_release, of_state, of_token, base_print, ARRAY[print], of_objects)
    ON CONFLICT (release) DO UPDATE SET
        since = CASE WHEN h.state <> excluded.state THEN clock_timestamp() ELSE h.since END,
        base = CASE WHEN h.state IN ('shown', 'removed') AND excluded.state IN ('hiding', 'hidden') THEN excluded.base ELSE h.base END,
        fingerprints = CASE WHEN h.state IN ('shown', 'removed') AND excluded.state IN ('hiding', 'hidden') THEN excluded.fingerprints
            WHEN excluded.fingerprints <@ h.fingerprints THEN h.fingerprints ELSE h.fingerprints || excluded.fingerprints END,
        place = CASE WHEN h.state IN ('shown', 'removed') AND excluded.state IN ('hiding', 'hidden') THEN NULL ELSE h.place END,
        gap = CASE WHEN h.state IN ('shown', 'removed') AND excluded.state IN ('hiding', 'hidden') THEN NULL ELSE h.gap END,
        state = excluded.state, token = coalesce(excluded.token, h.token), objects = excluded.objects;
    PERFORM migration_guard.append('hide', of_release, jsonb_build_object('state', of_state, 'objects', of_objects));
END $note$;

-- How far the server's log was read; a gap stays until everything is hidden anew.
CREATE FUNCTION migration_guard.note_log(of_release text, of_place jsonb, of_gap text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $log$
BEGIN
    UPDATE migration_guard.hiding AS h SET place = coalesce(of_place, h.place), gap = coalesce(h.gap, of_gap) WHERE h.release = of_release;
END $log$;

CREATE FUNCTION migration_guard.note_hit(of_release text, of_key text, of_hit jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $hit$
BEGIN
    INSERT INTO migration_guard.hit (release, key, hit) VALUES (of_release, of_key, of_hit) ON CONFLICT ON CONSTRAINT hit_pkey DO NOTHING;
    IF FOUND THEN
        PERFORM migration_guard.append('hit', of_release, of_hit);
    END IF;
END $hit$;

CREATE FUNCTION migration_guard.settle_hits(of_release text, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $settle$
BEGIN
    UPDATE migration_guard.hit AS h SET settled = reason WHERE h.release = of_release AND h.settled IS NULL;
    IF FOUND THEN
        PERFORM migration_guard.append('hit', of_release, jsonb_build_object('settled', reason));
    END IF;
END $settle$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
